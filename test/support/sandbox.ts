import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts';

export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface CallOptions {
  readonly body?: unknown;
  /** The credential to send in place of the sandbox's own; null sends none. */
  readonly key?: string | null;
}

/** A Wednesday, hours away from whatever the sandbox's jobs are scheduled for. */
const AFTERNOON = '2026-03-04T15:00:00Z';

/** Time that passes as it does, and begins at the same moment whenever the tests are run. */
function passingTime(): () => number {
  const begun = performance.now();
  return () => Date.parse(AFTERNOON) + Math.floor(performance.now() - begun);
}

/** A sandbox for the tests of one file, and plain HTTP to it. */
export class SandboxUnderTest {
  #sandbox: Sandbox | undefined;

  get sandbox(): Sandbox {
    if (this.#sandbox === undefined) throw new Error('The sandbox has not started.');
    return this.#sandbox;
  }

  async start(options: SandboxOptions): Promise<void> {
    this.#sandbox = await startSandbox({ now: passingTime(), ...options });
  }

  civis<T = unknown>(request: string, { body, key }: CallOptions = {}): Promise<Reply<T>> {
    return send(
      this.sandbox.civisEndpoint,
      request,
      body,
      key === undefined ? this.sandbox.civisApiKey : key,
    );
  }

  aiod<T = unknown>(request: string, { body, key = null }: CallOptions = {}): Promise<Reply<T>> {
    return send(this.sandbox.aiodServer, request, body, key);
  }
}

/** Starts a sandbox before the tests of the file and stops it after them. */
export function useSandbox(options: SandboxOptions = {}): SandboxUnderTest {
  const under = new SandboxUnderTest();
  beforeAll(() => under.start(options));
  afterAll(() => under.sandbox.close());
  return under;
}

/** A clock that stands still until it is moved. */
export class Clock {
  readonly #start: number;
  #moment: number;

  constructor(start: string) {
    this.#start = Date.parse(start);
    this.#moment = this.#start;
  }

  readonly now = (): number => this.#moment;

  forward(milliseconds: number): void {
    this.#moment += milliseconds;
  }

  reset(): void {
    this.#moment = this.#start;
  }
}

/** Starts a sandbox before each test of the file, on a Wednesday afternoon whose clock the test moves. */
export function useSandboxOnClock(): { readonly under: SandboxUnderTest; readonly clock: Clock } {
  const under = new SandboxUnderTest();
  const clock = new Clock(AFTERNOON);
  beforeEach(() => {
    clock.reset();
    return under.start({ now: clock.now });
  });
  afterEach(() => under.sandbox.close());
  return { under, clock };
}

async function send<T>(base: string, request: string, body: unknown, key: string | null): Promise<Reply<T>> {
  const [method = 'GET', path = ''] = request.split(' ');
  const response = await fetch(base + path.replace(/^\//, ''), {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? undefined : JSON.parse(text)) as T,
  };
}
