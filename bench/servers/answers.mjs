// A platform on loopback, in a process of its own, whose jobs have as many bytes as their id says.
import { createServer } from 'node:http';

/** A job as Civis lists it, in about 230 bytes with its key. */
const job = (id) => ({
  id,
  name: `Nightly load ${id}`,
  type: 'JobTypes::Import',
  state: 'succeeded',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  lastRun: null,
  hidden: false,
});

const bodies = new Map();

/** A list of jobs in about so many bytes. */
function bodyOf(bytes) {
  const one = JSON.stringify(job(100_000)).length + 1;
  const list = Array.from({ length: Math.max(1, Math.round(bytes / one)) }, (_, at) => job(100_000 + at));
  return Buffer.from(JSON.stringify(list));
}

const server = createServer((request, response) => {
  request.resume();
  const bytes = Number(/bytes(\d+)/.exec(request.url)?.[1] ?? 1_000);
  const body = bodies.get(bytes) ?? bodyOf(bytes);
  bodies.set(bytes, body);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
