// A platform on loopback, in a process of its own, with answers of 31 MB.
import { createServer } from 'node:http';

const ITEMS = 60_355;

/** A job as Civis lists it, in about 510 bytes. */
const job = (id, ownKey) => ({
  id,
  name: `Nightly load ${id}`,
  type: 'JobTypes::Import',
  state: 'succeeded',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  lastRun: null,
  hidden: false,
  key: ownKey,
  note: 'x'.repeat(290),
});

const list = (ownKey) => Array.from({ length: ITEMS }, (_, at) => job(at + 1, ownKey));
const text = JSON.stringify(list('short'));

const bodies = new Map([
  ['/databases', text],
  ['/announcements', text],
  ['/groups', JSON.stringify(list('LONG')).replaceAll('"LONG"', '12345678901234567890')],
  ['/files/1', `{"id":1,"parts":${text}}`],
]);
const small = JSON.stringify(job(5, 'short'));

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(bodies.get(request.url.split('?')[0]) ?? small);
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
