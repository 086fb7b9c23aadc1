import type { OperationDefinition } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { flag, text } from '../parameters.ts';
import type { Mount } from './mount.ts';

/** An object whose content can be kept in a file of a git repository. */
export interface GitMount extends Mount {
  /** What the platform can load from the repository into the object. Default: nothing. */
  readonly checkout?: 'latest' | 'latest and ref';
}

const fileShape = {
  git_ref: 'text',
  git_branch: 'text',
  git_path: 'text',
  git_repo: { id: 'int', repo_url: 'text', created_at: 'time', updated_at: 'time' },
  git_ref_type: 'text',
  pull_from_git: 'flag',
} as const;

const contentShape = { content: 'text', type: 'text', size: 'int', file_hash: 'text' } as const;

const file = lazy(() => ({
  git_ref: text('Branch, tag or commit.'),
  git_branch: text(),
  git_path: text('Path of the file in the repository.'),
  git_repo_url: text('E.g. https://github.com/org/repo.git.'),
  git_ref_type: text('Whether git_ref is a branch or a tag.'),
  pull_from_git: flag('Load the latest commit automatically; scripts and workflows only.'),
}));
const commit = lazy(() => ({
  content: text('Complete new content of the file.'),
  message: text(),
  file_hash: text('Full SHA of the file that is replaced.'),
}));
const hash = lazy(() => ({ commit_hash: text('SHA, full or shortened.') }));

/** The file in a git repository that an object is attached to. */
export function gitOperations({ path, noun, checkout }: GitMount): OperationDefinition[] {
  return [
    {
      request: `GET ${path}/git`,
      description: `Get the git file that the ${noun} is attached to.`,
      returns: fileShape,
    },
    {
      request: `PUT ${path}/git`,
      description: `Attach the ${noun} to a file in a git repository; omitted settings are reset.`,
      body: file,
      returns: fileShape,
    },
    {
      request: `PATCH ${path}/git`,
      description: `Update some settings of the git file of the ${noun}.`,
      body: file,
      returns: fileShape,
    },
    {
      request: `GET ${path}/git/commits`,
      description: `Get the commits of the ${noun}'s file on the current branch.`,
      returns: { commit_hash: 'text', author_name: 'text', date: 'time', message: 'text' },
    },
    {
      request: `POST ${path}/git/commits`,
      description: `Commit new content of the ${noun}'s file and push it.`,
      body: commit,
      required: ['content', 'message', 'file_hash'],
      returns: contentShape,
    },
    {
      request: `GET ${path}/git/commits/{commit_hash}`,
      description: `Get the content of the ${noun}'s file at a commit.`,
      segments: hash,
      returns: contentShape,
    },
    ...(checkout === undefined ? [] : [checkoutOperation(path, noun, 'latest')]),
    ...(checkout === 'latest and ref' ? [checkoutOperation(path, noun, 'ref')] : []),
  ];
}

function checkoutOperation(path: string, noun: string, what: 'latest' | 'ref'): OperationDefinition {
  const isLatest = what === 'latest';
  return {
    request: `POST /${path.slice(1)}/git/checkout${isLatest ? '-latest' : ''}`,
    effect: 'replace',
    description: `Replace the content of the ${noun} with ${isLatest ? 'the latest commit on its branch' : 'the version that git_ref names'}.`,
    returns: contentShape,
  };
}
