import { defineResource } from '../define-operation.ts';
import { text } from '../parameters.ts';

const repository = { id: 'int', repo_url: 'text', created_at: 'time', updated_at: 'time' } as const;

export const gitRepos = defineResource('civis', 'git_repos', [
  {
    request: 'GET /git_repos',
    description: 'List the git repositories that you bookmarked.',
    paging: {
      maxPageSize: 100,
      defaultPageSize: 20,
      orderFields: ['repo_url', 'created_at'],
      defaultDirection: 'asc',
    },
    returns: [repository],
  },
  { request: 'GET /git_repos/{id}', description: 'Get one bookmarked git repository.', returns: repository },
  {
    request: 'GET /git_repos/{id}/refs',
    description: 'Get the branches and tags of a bookmarked git repository.',
    returns: { branches: ['text'], tags: ['text'] },
  },
  {
    request: 'POST /git_repos',
    description: 'Bookmark a git repository.',
    body: () => ({ repo_url: text('E.g. https://github.com/org/repo.git.') }),
    required: ['repo_url'],
    returns: repository,
  },
  {
    request: 'DELETE /git_repos/{id}',
    description: 'Remove the bookmark of a git repository; the repository stays.',
  },
]);
