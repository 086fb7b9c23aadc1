// A platform on loopback, in a process of its own, that answers every request with one job, after as many
// milliseconds as its argument says.
import { createServer } from 'node:http';

const delayMs = Number(process.argv[2] ?? 0);
const job = JSON.stringify({
  id: 5,
  name: 'Nightly load',
  type: 'JobTypes::Import',
  state: 'succeeded',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T00:00:00.000Z',
  runs: [],
  lastRun: null,
  hidden: false,
  archived: false,
});

const server = createServer((request, response) => {
  request.resume();
  const respond = () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(job);
  };
  if (delayMs === 0) respond();
  else setTimeout(respond, delayMs);
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
