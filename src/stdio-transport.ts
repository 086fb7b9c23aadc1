import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

/**
 * A transport that writes together what it sends in one turn of the event loop. A write to a pipe blocks until the
 * system has taken it: with 50 calls in flight, that was a seventh of the time.
 */
export function createStdioTransport(input: Readable, output: Writable): StdioServerTransport {
  const transport = new StdioServerTransport(input, output);
  const send = transport.send.bind(transport);
  let isGathering = false;
  const write = () => {
    isGathering = false;
    output.uncork();
  };
  // The transport adds a listener for each message that waits for a slow reader.
  output.setMaxListeners(0);
  transport.send = (message) => {
    if (!isGathering) {
      isGathering = true;
      output.cork();
      setImmediate(write);
    }
    return send(message);
  };
  return transport;
}
