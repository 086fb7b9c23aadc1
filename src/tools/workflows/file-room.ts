import { CallError } from '../../errors.ts';
import type { AllowedFolders } from '../../files/interface.ts';
import type { Desk } from './workflow.ts';

/** The allowed folders. @throws CallError `not_configured` if the server was started without any */
export function requireFolders({ files }: Desk, purpose: string): AllowedFolders {
  if (files !== null) return files;
  throw new CallError(
    'not_configured',
    `${purpose}: this server was started with no folder that tools may touch.`,
    {
      hint: 'The person who runs the server can give one with --files DIR; over HTTP the flag itself is needed.',
    },
  );
}
