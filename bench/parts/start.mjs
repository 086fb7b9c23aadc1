// Start: from the spawn over `initialize` to the full `tools/list`.
import { compareEach } from '../rows.mjs';
import { alternate, timed } from '../statistics.mjs';
import { startServer } from '../stdio.mjs';

const ROUNDS = 15;

export async function measureStart({ servers }) {
  const start =
    ({ args, env }) =>
    async () => {
      let server;
      const took = await timed(async () => {
        server = await startServer(args, env);
        await server.list();
      });
      await server.stop();
      return took;
    };
  const tasks = Object.fromEntries(Object.entries(servers).map(([name, each]) => [name, start(each)]));
  const took = await alternate(tasks, ROUNDS, { warmUp: 1 });
  return compareEach('Start to the full list of tools', 'ms', took, {
    bare: { most: 1 },
    peer: { most: 0.5 },
  });
}
