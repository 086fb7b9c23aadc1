import { describe, expect, it } from 'vitest';
import { respondWithLog, type StoredLine, storedLine } from '../../support/stored-log.ts';
import {
  callErrorOf,
  findJobId,
  type ToolResult,
  useSandboxTools,
  withFakePlatform,
} from '../../support/tool-caller.ts';

const LOG = 'GET /jobs/7/runs/5/logs';
const ARGS = { id: 7, run_id: 5 };

interface Read {
  readonly lines: readonly { readonly id: number; readonly level: string; readonly message: string }[];
  readonly last_id: number;
  readonly more?: string;
}

/** What the tool answers to a log of these lines. */
async function read(lines: readonly StoredLine[], args: ToolResult = {}): Promise<Read> {
  const answers: ToolResult[] = [];
  await withFakePlatform({ [LOG]: respondWithLog(() => lines) }, async ({ call }) => {
    answers.push(await call('civis_read_log', { ...ARGS, ...args }));
  });
  return answers[0] as unknown as Read;
}

const messages = ({ lines }: Read) => lines.map(({ message }) => message);
const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => storedLine(at + 1, `step ${'x'.repeat(at % 7)} ${at + 1}`));

describe('lines as they happened', () => {
  it('out of order, late and twice: sorted by time, each once', async () => {
    const log = [
      storedLine(1, 'a', 1),
      storedLine(2, 'd', 9),
      storedLine(3, 'b', 4),
      storedLine(4, 'c', 4),
      storedLine(3, 'b', 4),
    ];
    const answer = await read(log);
    expect(messages(answer)).toEqual(['a', 'b', 'c', 'd']);
    expect(answer).toMatchObject({ last_id: 4 });
    expect(answer.more).toBeUndefined();
  });

  it('no line yet', async () => {
    expect(await read([])).toEqual({ run_id: 5, lines: [], last_id: 0, more: undefined });
    expect(await read([storedLine(3, 'a')], { since_id: 3 })).toEqual({
      run_id: 5,
      lines: [],
      last_id: 3,
      more: undefined,
    });
  });

  it('repeats are folded, by message and level', async () => {
    const log = [
      storedLine(1, 'begin'),
      ...Array.from({ length: 37 }, (_, at) => storedLine(at + 2, 'waiting for the cluster')),
      storedLine(39, 'waiting for the cluster', 39, 'error'),
      storedLine(40, 'waiting for the cluster', 40, 'error'),
    ];
    expect(messages(await read(log))).toEqual([
      'begin',
      'waiting for the cluster … 37 times',
      'waiting for the cluster … 2 times',
    ]);
  });

  it.each([
    ['colours', '\u001b[31mred\u001b[0m and \u001b[1;32mgreen\u001b[39m', 'red and green'],
    ['a link', '\u001b]8;;https://a.example\u0007here\u001b]8;;\u0007', 'here'],
    ['a progress bar', '10%\r55%\r100%\n', '100%'],
    ['line ends of Windows', 'one\r\ntwo\r\n', 'one\ntwo'],
  ])('%s are removed', async (_, message, plain) => {
    expect(messages(await read([storedLine(1, message)]))).toEqual([plain]);
  });

  it('colours neither hide a repeat nor a match', async () => {
    const log = [
      storedLine(1, '\u001b[31mbad\u001b[0m row'),
      storedLine(2, 'bad row'),
      storedLine(3, 'fine'),
    ];
    expect(messages(await read(log, { grep: 'bad row' }))).toEqual(['bad row … 2 times']);
  });

  it('a line without end is shortened, and says by how much', async () => {
    const [message = ''] = messages(await read([storedLine(1, 'y'.repeat(1_000_000))]));
    expect(message.length).toBeLessThan(4_100);
    expect(message).toContain('996000 more characters');
  });
});

describe('what is looked for', () => {
  const log = [
    storedLine(1, 'Connecting to (warehouse)'),
    storedLine(2, 'Copied 10 rows'),
    storedLine(3, 'WARN slow', 3, 'error'),
    storedLine(4, 'Traceback (most recent call last):'),
    storedLine(5, 'KeyError: "id"', 5, 'error'),
    storedLine(6, 'Done. 0 left'),
  ];

  it.each([
    ['a literal', { grep: '(warehouse)' }, [1]],
    ['a literal with the signs of a pattern', { grep: '. 0' }, [6]],
    ['its case counts', { grep: 'done' }, []],
    ['a pattern', { grep: '/\\d+ rows/' }, [2]],
    ['a pattern that ignores case', { grep: '/done|COPIED/i' }, [2, 6]],
    ['lines around', { grep: 'Copied', context: 1 }, [1, 2, 3]],
    [
      'lines around two that are near, each once',
      { grep: '/Copied|Traceback/', context: 1 },
      [1, 2, 3, 4, 5],
    ],
    ['errors, by level or words', { errors_only: true }, [3, 4, 5]],
    ['errors that match', { errors_only: true, grep: 'Key' }, [5]],
    ['an empty search', { grep: '' }, [1, 2, 3, 4, 5, 6]],
    ['slashes alone', { grep: '//' }, []],
  ])('%s', async (_, args, ids) => {
    expect((await read(log, args)).lines.map(({ id }) => id)).toEqual(ids);
  });

  it('nothing found is said, with what to try', async () => {
    expect((await read(log, { grep: 'done' })).more).toBe(
      'None of the 6 lines match. Write grep as /…/i to use a pattern and ignore case.',
    );
    expect((await read(log.slice(0, 2), { errors_only: true })).more).toBe('None of the 2 lines match.');
  });

  it.each(['/(/', '/[z-a]/', '/a**/', '/(?=look)/', '/(a)\\1/', '/\\p{Nonsense}/', '/((a{100}){100}){100}/'])(
    '%s is refused, and nothing is read',
    async (grep) => {
      await withFakePlatform({ [LOG]: respondWithLog(() => log) }, async ({ call, requestLines }) => {
        const error = await callErrorOf(call('civis_read_log', { ...ARGS, grep }));
        expect(error.kind).toBe('invalid_input');
        expect(error.message).toMatch(/^grep is not a valid regular expression: ./);
        expect(requestLines()).toEqual([]);
      });
    },
  );

  it('a pattern that ruins other engines does not ruin this one', async () => {
    const long = Array.from({ length: 500 }, (_, at) => storedLine(at + 1, `${'a'.repeat(3_000)}${at}`));
    expect((await read(long, { grep: '/^(a+)+$/' })).lines).toEqual([]);
  });
});

describe('a log that is too long for one answer', () => {
  it('ends are shown, 100 lines when not asked', async () => {
    const answer = await read(numbered(250));
    expect(answer.lines.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, at) => at + 151));
    expect(answer.more).toBe('150 earlier lines are left out. Set tail=250 to get them.');
    expect(answer.last_id).toBe(250);
    const whole = await read(numbered(250), { tail: 250 });
    expect(whole.lines).toHaveLength(250);
    expect(whole.more).toBeUndefined();
  });

  it('lines that have no room are left out, and something is always shown', async () => {
    const wide = Array.from({ length: 30 }, (_, at) => storedLine(at + 1, `${at} ${'w'.repeat(3_900)}`));
    const answer = await read(wide);
    expect(JSON.stringify(answer).length).toBeLessThan(50_000);
    expect(answer.lines.at(-1)?.id).toBe(30);
    expect(answer.more).toMatch(
      /^\d+ earlier lines are left out\. Narrow the result with grep or since_id\.$/,
    );
  });

  it('is read page by page, to its end', async () => {
    const log = numbered(25_000);
    await withFakePlatform({ [LOG]: respondWithLog(() => log) }, async ({ call, platform }) => {
      const answer = (await call('civis_read_log', { ...ARGS, tail: 1 })) as unknown as Read;
      expect(answer).toMatchObject({ last_id: 25_000, lines: [{ id: 25_000 }] });
      const asked = platform.received.map(({ target }) =>
        new URL(target, 'http://p').searchParams.get('last_id'),
      );
      expect(asked).toEqual(['0', '10000', '20000']);
    });
  });

  it('keeps the end of one that is longer than memory is given to, and says how to begin at its start', async () => {
    const log = numbered(60_001);
    const answer = await read(log, { grep: '/ (1|60001)$/' });
    expect(answer.lines.map(({ id }) => id)).toEqual([60_001]);
    expect(answer.more).toBe(
      'The log is long and only its end was read. Set since_id=0 to begin at its start.',
    );
    const first = await read(log, { grep: '/ (1|60001)$/', since_id: 0 });
    expect(first.lines.map(({ id }) => id)).toEqual([1]);
    expect(first.more).toBe(`The log continues. Set since_id=${first.last_id} to read on.`);
    const rest = await read(log, { grep: '/ (1|60001)$/', since_id: first.last_id });
    expect(rest.lines.map(({ id }) => id)).toEqual([60_001]);
    expect(rest.more).toBeUndefined();
  });

  it('is read in smaller pages where one of them is too large for an answer', async () => {
    const wide = Array.from({ length: 1_200 }, (_, at) =>
      storedLine(at + 1, `${at + 1} ${'w'.repeat(30_000)}`),
    );
    await withFakePlatform({ [LOG]: respondWithLog(() => wide) }, async ({ call, platform }) => {
      const answer = (await call('civis_read_log', { ...ARGS, tail: 1 })) as unknown as Read;
      expect(answer.lines.map(({ id }) => id)).toEqual([1_200]);
      const limits = platform.received.map(({ target }) =>
        new URL(target, 'http://p').searchParams.get('limit'),
      );
      expect(limits).toEqual(['10000', '1000', '1000']);
    });
  });

  it('a platform that gives the same page for ever is not asked for ever', async () => {
    const page = numbered(10_000);
    await withFakePlatform({ [LOG]: () => page }, async ({ call, requestLines }) => {
      await call('civis_read_log', ARGS);
      expect(requestLines()).toHaveLength(2);
    });
  });
});

describe('following a log by since_id', () => {
  it('misses no line, whatever comes late', async () => {
    // Ids are the order of arrival; every fourth line was written long before it came.
    const log = Array.from({ length: 400 }, (_, at) =>
      storedLine(at + 1, `line ${at + 1}`, at % 4 === 3 ? at / 2 : at),
    );
    let arrived = 0;
    const seen = new Set<number>();
    await withFakePlatform({ [LOG]: respondWithLog(() => log.slice(0, arrived)) }, async ({ call }) => {
      let since_id = 0;
      for (let looks = 0; seen.size < log.length; looks += 1) {
        if (looks > 60) expect.fail(`${seen.size} lines after ${looks} looks`);
        arrived = Math.min(log.length, arrived + 37);
        const answer = (await call('civis_read_log', { ...ARGS, since_id, tail: 20 })) as unknown as Read;
        for (const { id } of answer.lines) seen.add(id);
        expect(answer.more === undefined).toBe(answer.last_id === arrived);
        since_id = answer.last_id;
      }
    });
  });
});

describe('in the sandbox', () => {
  const tools = useSandboxTools();

  it.each([
    ['Build channel attribution', 'job'],
    ['Import email engagement', 'import'],
  ])('%s, as %s', async (name, kind) => {
    const id = await findJobId(tools.call, name);
    const { last_run } = await tools.call('civis_jobs_get', { id });
    const { id: run_id, error } = last_run as ToolResult;
    const answer = await tools.call('civis_read_log', { id, run_id, kind, errors_only: true });
    expect(answer).toMatchObject({ lines: [{ level: 'error', message: error }] });
  });
});
