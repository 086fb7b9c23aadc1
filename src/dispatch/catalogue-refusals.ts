import type { CallError } from '../errors.ts';
import type { Operation } from '../tools/operation.ts';

/** What AI-on-Demand says, by its beginning or a part of it, and what to do about it. */
const HINTS: readonly (readonly [says: string, hint: string])[] = [
  [
    'under submission',
    'It is under review, and cannot be edited before a reviewer has decided. To edit it now, retract its submission with aiod_publish and action "retract", then submit it again.',
  ],
  [
    'No permission to set platform',
    'Only connectors of a platform can set these when they register: leave out platform and platform_resource_identifier.',
  ],
  [
    'No permission to upload assets for',
    'A connector can only register assets of its own platform, spelled as in its role: correct platform, or use the account of that platform.',
  ],
  [
    'Platform resource identifier may not be none',
    'A connector must provide platform_resource_identifier: correct the arguments and call again.',
  ],
  [
    'not allowed to view this resource',
    'It is a draft or under review: only its owner, users with a permission on it and administrators can see it. Ask the owner for read permission.',
  ],
  [
    'do not have permission to edit',
    'You are not its owner: ask the owner for write permission, or to make the change.',
  ],
  ['do not have permission to delete', 'Only its owner can delete it: ask the owner for admin permission.'],
  ['do not have permission to submit', 'Only its owner can submit it: ask the owner for admin permission.'],
  [
    'do not have permission to view submission',
    'Only its submitter, reviewers and administrators can see it.',
  ],
  [
    'administrator of at least one asset in the review',
    'Only an owner of one of its assets can retract it: ask the owner.',
  ],
  ['must have reviewing privileges', 'Use the account of a reviewer, or wait until a reviewer decides.'],
  ['which you own', 'Another reviewer has to decide on it.'],
  [
    'Invalid userinfo or inactive user',
    'The platform does not accept the token in AIOD_ACCESS_TOKEN: it may be mistyped, expired or of another server. Reading with it is reading without one: e-mail addresses are masked and drafts refused.',
  ],
  ['No token found', 'Set AIOD_ACCESS_TOKEN in the environment of the server: this requires an account.'],
  [
    'This asset is not published',
    'It is a draft or under review, which its owner can read. The request had no token, or one that the platform does not accept: check AIOD_ACCESS_TOKEN.',
  ],
];

/** The hint for a refusal of AI-on-Demand, by its reason; undefined for any other error. */
export function catalogueRefusalHint(
  { message, details }: CallError,
  { platform }: Operation,
): string | undefined {
  if (platform !== 'aiod' || details.status === undefined) return undefined;
  return HINTS.find(([says]) => message.includes(says))?.[1];
}
