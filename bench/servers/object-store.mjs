// A platform and its object store on loopback, in a process of their own: takes and gives as many bytes as asked.
import { createServer } from 'node:http';

const CHUNK = Buffer.alloc(256 * 1024);
let size = 0;

const json = (response, body) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

function give(response) {
  response.writeHead(200, { 'content-length': size });
  let left = size;
  const more = () => {
    while (left > 0) {
      const chunk = CHUNK.subarray(0, Math.min(CHUNK.length, left));
      left -= chunk.length;
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}

const server = createServer((request, response) => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  const { method, url } = request;
  if (method === 'GET' && url.startsWith('/files/'))
    return json(response, { id: 1, name: 'big.bin', fileUrl: `${origin}/store/big.bin` });
  if (method === 'GET') return give(response);
  const chunks = [];
  let arrived = 0;
  request.on('data', (chunk) => {
    arrived += chunk.length;
    if (method === 'POST') chunks.push(chunk);
  });
  request.on('end', () => {
    if (method === 'PUT') {
      size += arrived;
      return response.end();
    }
    if (url.endsWith('/complete')) return response.writeHead(204).end();
    size = 0;
    const { numParts } = JSON.parse(Buffer.concat(chunks));
    const uploadUrls = Array.from({ length: numParts }, (_, at) => `${origin}/store/${at}`);
    json(response, { id: 1, name: 'big.bin', uploadUrls });
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
