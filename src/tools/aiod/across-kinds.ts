import { defineResource } from '../define-operation.ts';
import type { Operation } from '../operation.ts';
import { int, oneOf, text } from '../parameters.ts';
import { offset, page, prefix, sorting } from '../templates/asset-parameters.ts';
import { KIND_NAMES } from './attributes/kind-facts.ts';

const whichAsset = text('Catalogue identifier, e.g. data_….');
const user = text('User name or subject id.');
const bookmark = { resource_identifier: 'text', created_at: 'time' } as const;

const anyAsset = defineResource('aiod', 'assets', [
  {
    method: 'get',
    request: 'GET /assets/{identifier}',
    description: 'Get the metadata of an asset of any kind by its catalogue identifier.',
    segments: { identifier: whichAsset },
    auth: 'optional',
    prefix,
    returns: 'any',
  },
  {
    method: 'counts',
    request: 'GET /counts',
    description: 'Count the published assets of every kind, by platform. Kinds without any are left out.',
    auth: 'optional',
    prefix,
    returns: 'map',
  },
  {
    method: 'get_permissions',
    request: 'GET /assets/permissions/{identifier}',
    description: 'List the users with a permission on an asset. Requires admin permission on it.',
    segments: { identifier: whichAsset },
    prefix,
    returns: [{ name: 'text', permission: 'text' }],
  },
  {
    method: 'set_permission',
    request: 'POST /assets/permissions',
    effect: 'share',
    description: 'Give a user a permission on an asset, or change it. Requires admin permission on it.',
    body: {
      asset_identifier: whichAsset,
      user,
      permission_type: oneOf(
        ['read', 'write', 'admin'],
        'read: see the draft. write: also edit. admin: also delete, submit and share.',
      ),
    },
    required: ['asset_identifier', 'user', 'permission_type'],
    prefix,
  },
  {
    method: 'remove_permission',
    request: 'POST /assets/permissions',
    effect: 'delete',
    description: "Revoke a user's permission on an asset. Requires admin permission on it.",
    body: { asset_identifier: whichAsset, user },
    required: ['asset_identifier', 'user'],
    prefix,
  },
]);

const bookmarks = defineResource('aiod', 'bookmarks', [
  {
    method: 'get_list',
    request: 'GET /bookmarks',
    description: 'List your bookmarks in the catalogue, oldest first.',
    query: page,
    prefix,
    returns: [bookmark],
  },
  {
    method: 'register',
    request: 'POST /bookmarks',
    description: 'Bookmark an asset of any kind.',
    query: { identifier: whichAsset },
    wireNames: { identifier: 'resource_identifier' },
    required: ['identifier'],
    prefix,
    returns: bookmark,
  },
  {
    method: 'delete',
    request: 'DELETE /bookmarks',
    description: 'Delete a bookmark, without deleting the asset.',
    query: { identifier: whichAsset },
    wireNames: { identifier: 'resource_identifier' },
    required: ['identifier'],
    prefix,
  },
]);

const currentUser = defineResource('aiod', 'user', [
  {
    method: 'get',
    request: 'GET /authorization_test',
    description: 'Get your user name and roles: who the token belongs to.',
    prefix,
    returns: { name: 'text', roles: ['text'] },
  },
  {
    method: 'get_resources',
    request: 'GET /user/resources',
    description:
      'List the assets that you have admin permission on, drafts too, by kind. Deleted assets count for offset and limit, so a page can be empty.',
    query: {
      offset,
      limit: int('Maximum: 1000. In v2, 10 means all.').min(1).max(1000),
      ...sorting,
    },
    prefix,
    returns: 'map',
  },
]);

const statistics = defineResource('aiod', 'stats', [
  {
    method: 'top',
    request: 'GET /stats/top/{kind}',
    description: 'List the most requested assets of a kind.',
    segments: { kind: oneOf(KIND_NAMES) },
    query: { limit: int('Default: 10.').min(1).max(1000) },
    auth: 'optional',
    prefix,
    returns: [{ asset_id: 'text', hits: 'int' }],
  },
]);

/** Operations that are not specific to one kind of asset. */
export const acrossKinds: readonly Operation[] = Object.freeze([
  ...anyAsset,
  ...bookmarks,
  ...currentUser,
  ...statistics,
]);
