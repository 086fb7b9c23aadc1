import { CallError, type ErrorDetails } from '../errors.ts';
import { isObject } from '../json.ts';
import { checkArguments } from './check.ts';
import type { Tool } from './index.ts';
import { irreversible } from './irreversible.ts';
import type { Arguments } from './operation.ts';
import { SEAL_LIFETIME_MS, type Seal } from './seal.ts';

/** When a person is asked before an irreversible call: where the host can, without exception, not at all. */
export type ConfirmMode = 'auto' | 'always' | 'never';

/** Who stands behind a call. */
export interface Caller {
  /** Tells callers apart: what one has confirmed counts for no other. */
  readonly id: string;
  /** Whether the person can be asked through whoever makes the call. */
  readonly canBeAsked: boolean;
  /** Set where the caller makes this one call and ends: a token could never come back. */
  readonly leaves?: true;
  /** What the person said to a question, and the state that the question carried. */
  readonly answer?: { readonly word: 'yes' | 'no' | 'dismissed'; readonly state: string };
}

/** A caller of whom nothing is known, such as a program. */
export const NOBODY: Caller = { id: '', canBeAsked: false };

/** The call waits for a person's word. Thrown to whoever can ask, which then calls again with the answer. */
export class ConsentNeeded extends Error {
  override readonly name = 'ConsentNeeded';

  constructor(
    readonly question: string,
    /** Comes back with the answer and proves what was asked. */
    readonly state: string,
  ) {
    super(question);
  }
}

export interface Request {
  readonly tool: Tool;
  readonly args: Arguments;
  readonly token: string | undefined;
  readonly caller: Caller;
  /** Which object the call is about. */
  readonly subject: () => Promise<string>;
}

/** Decides whether a call may go ahead without, or with, a person's word. */
export interface Consent {
  /** Validates the arguments; `confirm_token` is in no schema, and is taken out where it can be meant. */
  check(tool: Tool, given: unknown): Pick<Request, 'args' | 'token'>;
  /** Returns where the call may go ahead. Throws `ConsentNeeded` or `CallError` where it may not. */
  obtain(request: Request): Promise<void>;
}

export function createConsent(mode: ConfirmMode, seal: Seal): Consent {
  function settle({ word, state }: NonNullable<Caller['answer']>, tool: Tool, binding: string): void {
    if (!seal.open(state, binding)) {
      throw new CallError('confirmation_required', `${tool.name} was not called: ${STRANGE}`, {
        hint: 'Call again, so that the person is asked about exactly this call.',
      });
    }
    if (word === 'yes') return;
    const did = word === 'no' ? 'declined' : 'dismissed the question';
    throw new CallError('cancelled', `${tool.name} was not called: the person ${did}. Nothing was sent.`, {
      hint: 'Do not try again unless the person asks for it.',
    });
  }

  return {
    check(tool, given) {
      if (mode === 'never' || !isObject(given) || !('confirm_token' in given)) {
        return { args: checkArguments(tool, given), token: undefined };
      }
      const { confirm_token: token, ...rest } = given;
      const args = checkArguments(tool, rest);
      // Elsewhere it is as unknown a parameter as any.
      if (irreversible(tool, args) === null) return { args: checkArguments(tool, given), token: undefined };
      return { args, token: token === null || token === '' ? undefined : String(token) };
    },

    async obtain({ tool, args, token, caller, subject }) {
      const loss = mode === 'never' ? null : irreversible(tool, args);
      if (loss === null) return;
      const bind = (purpose: string) => canonical([purpose, tool.name, args, caller.id]);
      if (caller.answer !== undefined) return settle(caller.answer, tool, bind('question'));
      if (token !== undefined && seal.open(token, bind('token'))) return;
      if (!caller.canBeAsked && mode === 'auto' && token === undefined) return;
      const about = await subject();
      const says = about === '' ? loss : `${loss}: ${about}`;
      if (caller.canBeAsked) {
        throw new ConsentNeeded(`${says}. Go ahead with ${tool.name}?`, seal.close(bind('question')));
      }
      const why = token === undefined ? 'it needs a confirmation. Nothing was sent.' : STRANGE;
      throw new CallError(
        'confirmation_required',
        `${tool.name} was not called: ${why} It would: ${says}.`,
        caller.leaves === true ? AT_A_TERMINAL : toConfirm(seal.close(bind('token'))),
      );
    },
  };
}

const STRANGE = 'the confirmation is for another call, has expired or was used before. Nothing was sent.';

const AT_A_TERMINAL: ErrorDetails = {
  hint: 'Call it at a terminal, where you are asked, or with --confirm never.',
};

function toConfirm(confirmToken: string): ErrorDetails {
  const minutes = SEAL_LIFETIME_MS / 60_000;
  return {
    hint:
      `Ask the person. If they agree, call again within ${minutes} minutes with the same arguments and ` +
      `confirm_token="${confirmToken}".`,
    confirmToken,
  };
}

/** JSON with sorted keys: the same for the same arguments, however they were ordered. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
