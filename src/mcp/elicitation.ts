import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { ConfirmationNeeded } from '../dispatch/confirmation.ts';
import type { Caller } from '../dispatch/tool-call.ts';
import type { ResultRules } from './results/call-result.ts';

/** The extension by which long work is a task. */
export const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks';

/** The one thing that is ever asked for. */
const CONFIRMATION = 'confirmation';

/** What each request of revision 2026-07-28 carries; the SDK validates it and leaves it out of its types. */
interface Envelope {
  readonly [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities;
}

const ELICITATION_CHOICES = { accept: 'yes', decline: 'no', cancel: 'dismissed' } as const;

/** Who makes a call, as the protocol tells: over which session or token, and what the person answered. */
export function callerOf(server: Server, { sessionId, http, mcpReq }: ServerContext): Caller {
  const envelope: Envelope | undefined = mcpReq.envelope;
  const caller = {
    id: JSON.stringify([sessionId, http?.authInfo?.clientId, http?.authInfo?.token]),
    canBeAsked: supportsForms(envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities()),
  };
  const response = inputResponse(mcpReq.inputResponses, CONFIRMATION);
  if (response.kind !== 'elicit') return caller;
  const state = mcpReq.requestState();
  // The answer comes from the client: a word that is none of the protocol's is no yes.
  const word = ELICITATION_CHOICES[response.action] ?? 'dismissed';
  return { ...caller, answer: { word, state: typeof state === 'string' ? state : '' } };
}

/** Whether the client takes a task in place of a result: it says so with each request. */
export function takesTasks({ mcpReq }: ServerContext): boolean {
  const envelope: Envelope | undefined = mcpReq.envelope;
  return envelope?.[CLIENT_CAPABILITIES_META_KEY]?.extensions?.[TASKS_EXTENSION] !== undefined;
}

/** An empty declaration means forms: other ways to ask came later. */
function supportsForms({ elicitation }: ClientCapabilities = {}): boolean {
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

/** The question as a person may read it: it holds names that others gave to things. */
export function questionOf({ question }: ConfirmationNeeded, { protect }: ResultRules): string {
  return String(protect(question));
}

/** The question in the protocol's own way. The SDK puts it to hosts of earlier revisions by itself. */
export function elicitConfirmation(needed: ConfirmationNeeded, rules: ResultRules): InputRequiredResult {
  return inputRequired({
    inputRequests: {
      [CONFIRMATION]: inputRequired.elicit({
        message: questionOf(needed, rules),
        // Accepting is the whole answer; a field to fill in would make two ways to say no.
        requestedSchema: { type: 'object', properties: {} },
      }),
    },
    requestState: needed.state,
  });
}
