import { CallError } from '../../errors.ts';
import type { AllowedFolders } from '../../filesystem/file-access.ts';
import type { WorkflowContext } from '../workflow.ts';

/** The allowed folders. @throws CallError `not_configured` if the server was started without any */
export function requireFolders({ folders }: WorkflowContext, purpose: string): AllowedFolders {
  if (folders !== null) return folders;
  throw new CallError(
    'not_configured',
    `${purpose}: this server was started with no folder that tools may touch.`,
    {
      hint: 'The person who runs the server can give one with --files DIR; over HTTP the flag itself is needed.',
    },
  );
}
