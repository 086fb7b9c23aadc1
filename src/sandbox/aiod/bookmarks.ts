import type { Account } from './accounts.ts';
import { AiodError } from './aiod-error.ts';
import { type AiodPlatform, type Bookmark, formatMoment } from './aiod-platform.ts';
import { textReader } from './pydantic-values.ts';
import type { QueryParameters } from './query-reader.ts';

export const bookmarkParameters: QueryParameters = { resource_identifier: { read: textReader() } };

export function listBookmarks(aiod: AiodPlatform, user: Account): unknown[] {
  return aiod.state.bookmarks.filter((each) => each.user === user.name).map(bookmarkRow);
}

/** Bookmarks an asset; a second time changes nothing. @throws AiodError 404 */
export function addBookmark(aiod: AiodPlatform, user: Account, asset: string): unknown {
  const { state } = aiod;
  const known = state.bookmarks.find((each) => each.user === user.name && each.asset === asset);
  if (known !== undefined) return bookmarkRow(known);
  if (aiod.activeAsset(asset) === undefined) {
    throw new AiodError(404, `No active asset found for identifier '${asset}'`);
  }
  const bookmark = { user: user.name, asset, created: aiod.moment() };
  state.bookmarks = [...state.bookmarks, bookmark];
  return bookmarkRow(bookmark);
}

export function deleteBookmark({ state }: AiodPlatform, user: Account, asset: string): void {
  state.bookmarks = state.bookmarks.filter((each) => each.user !== user.name || each.asset !== asset);
}

function bookmarkRow({ asset, created }: Bookmark): unknown {
  return { resource_identifier: asset, created_at: formatMoment(created) };
}
