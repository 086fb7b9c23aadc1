import { CallError } from '../../errors.ts';
import type { AllowedFolders } from '../../filesystem/file-access.ts';
import type { WorkflowContext } from '../workflow.ts';

/** The allowed folders. @throws CallError `not_configured` if the server was started without any */
export function requireFolders(
  { folders }: Pick<WorkflowContext, 'folders'>,
  consequence: string,
): AllowedFolders {
  if (folders !== null) return folders;
  throw new CallError(
    'not_configured',
    `${consequence}: the server was started without --files, so tools cannot access local files.`,
    {
      hint: 'The person who runs the server can allow a folder with --files DIR. Over HTTP, the flag is required; the environment variable is ignored.',
    },
  );
}
