import { CallError, type ErrorDetails } from '../errors.ts';
import { isObject } from '../json.ts';
import type { Arguments } from '../tools/operation.ts';
import { toSentence, wasNotCalled } from '../wording.ts';
import { type ConfirmationTokens, TOKEN_LIFETIME_MS } from './confirmation-token.ts';
import type { Loss } from './loss.ts';
import type { Caller } from './tool-call.ts';
import type { Tool } from './tool-catalogue.ts';

/**
 * When a person is asked first: before what cannot be undone, before anything that takes something away, or never.
 * A host that cannot ask gets a token instead of a question.
 */
export type ConfirmMode = 'auto' | 'always' | 'never';

/** Every tool whose call can lose something takes it and no schema lists it. */
export const CONFIRM_TOKEN = 'confirm_token';

/** The call requires a person's confirmation. Thrown to the caller that can ask, which then calls again with the answer. */
export class ConfirmationNeeded extends Error {
  override readonly name = 'ConfirmationNeeded';

  constructor(
    readonly question: string,
    /** Comes back with the answer and proves what was asked. */
    readonly state: string,
  ) {
    super(question);
  }
}

export interface ConfirmationRequest {
  readonly tool: Tool;
  readonly args: Arguments;
  readonly token: string | undefined;
  readonly caller: Caller;
  /** What the call takes away now; null if nothing. */
  readonly loss: Loss | null;
  /** Which object the call is about. */
  readonly subject: () => Promise<string>;
}

/** What is known of a tool's arguments. */
export interface ArgumentChecks {
  readonly validate: (given: unknown) => Arguments;
  /** Whether a call with these arguments can take something away. */
  readonly mayLose: (args: Arguments) => boolean;
}

/** Decides whether a call may proceed without, or with, a person's confirmation. */
export interface Confirmation {
  /** Whether a loss has to be confirmed, or even looked for. */
  readonly asks: boolean;
  /** Whether even what can be undone is asked for, such as cancelling a run. */
  readonly asksAlways: boolean;
  /** Validates the arguments; `confirm_token` is in no schema, and is taken out where it can be meant. */
  separateToken(given: unknown, checks: ArgumentChecks): Pick<ConfirmationRequest, 'args' | 'token'>;
  /** Returns if the call may proceed, and throws `ConfirmationNeeded` or `CallError` if it may not. */
  require(request: ConfirmationRequest): Promise<void>;
}

export function createConfirmation(mode: ConfirmMode, tokens: ConfirmationTokens): Confirmation {
  return {
    asks: mode !== 'never',
    asksAlways: mode === 'always',

    separateToken(given, { validate, mayLose }) {
      if (mode === 'never' || !isObject(given) || !(CONFIRM_TOKEN in given)) {
        return { args: validate(given), token: undefined };
      }
      const { [CONFIRM_TOKEN]: token, ...rest } = given;
      const args = validate(rest);
      // A call that takes nothing away takes no token: it is refused as an unknown parameter.
      if (!mayLose(args)) return { args: validate(given), token: undefined };
      if (token === null || token === '') return { args, token: undefined };
      // Whatever is no text was issued to nobody, and is refused like any other wrong token.
      return { args, token: typeof token === 'string' ? token : '' };
    },

    async require({ tool, args, token, caller, loss, subject }) {
      if (mode === 'never') return;
      const { answer } = caller;
      // Whatever would be lost by now: the person does not want the call.
      if (answer !== undefined && answer.word !== 'yes') throw declined(tool, answer.word);
      if (loss === null) return;
      // Bound to the loss as well: if more would be lost by now, the person is asked again.
      const bind = (purpose: string) => canonicalJson([purpose, tool.name, args, caller.id, loss.says]);
      if (answer !== undefined) {
        if (tokens.redeem(answer.state, bind('question'))) return;
        throw new CallError('confirmation_required', wasNotCalled(tool.name, INVALID_CONFIRMATION), {
          hint: 'Call again, so that the person is asked about exactly this call.',
        });
      }
      if (token !== undefined && tokens.redeem(token, bind('token'))) return;
      if (mode === 'auto' && loss.grade === 'undoable' && token === undefined) return;
      const about = await subject();
      const consequence = about === '' ? loss.says : `${loss.says}: ${about}`;
      const advice = loss.advice === undefined ? [] : [toSentence(loss.advice)];
      if (caller.canBeAsked) {
        throw new ConfirmationNeeded(
          [toSentence(consequence), ...advice, `Continue with ${tool.name}?`].join(' '),
          tokens.issue(bind('question')),
        );
      }
      const why = token === undefined ? 'it requires confirmation. Nothing was sent' : INVALID_CONFIRMATION;
      throw new CallError(
        'confirmation_required',
        wasNotCalled(tool.name, why, `Its effect: ${consequence}`, ...advice),
        caller.isOneShot === true ? AT_A_TERMINAL : howToConfirm(tokens.issue(bind('token'))),
      );
    },
  };
}

function declined({ name }: Tool, word: 'no' | 'dismissed'): CallError {
  const did = word === 'no' ? 'declined' : 'dismissed the question';
  return new CallError('cancelled', wasNotCalled(name, `the person ${did}. Nothing was sent`), {
    hint: 'Do not try again unless the person asks for it.',
  });
}

const INVALID_CONFIRMATION =
  'the confirmation is for another call or another effect, has expired or was used before. Nothing was sent';

const AT_A_TERMINAL: ErrorDetails = {
  hint: 'Call it in an interactive terminal, where you are asked, or with --yes.',
};

function howToConfirm(confirmToken: string): ErrorDetails {
  const minutes = TOKEN_LIFETIME_MS / 60_000;
  return {
    hint:
      `Ask the person. If they agree, call again within ${minutes} minutes with the same arguments and ` +
      `confirm_token="${confirmToken}".`,
    confirmToken,
  };
}

/** JSON with sorted keys: the same for the same arguments, however they were ordered. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
