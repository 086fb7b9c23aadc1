import { decodeUtf8 } from '../../decode-utf8.ts';
import { CallError } from '../../errors.ts';
import { CORRECT_ARGUMENTS, mustBe, wasNotCalled } from '../../wording.ts';
import { requireFolders } from '../files/folder-access.ts';
import { formatBytes } from '../files/transfer-progress.ts';
import type { WorkflowContext } from '../workflow.ts';

/** It is sent as one JSON text, and people open it as one page. */
const MAX_BYTES = 5_000_000;
const TOOL = 'civis_publish_report';

/** The page of a report, as the arguments give it. */
export interface ReportSource {
  readonly html?: string | undefined;
  /** A local file. */
  readonly path?: string | undefined;
}

/**
 * The HTML that is given, or is in the local file.
 *
 * @throws CallError `invalid_input` unless exactly one of both is given, and for what is empty or not UTF-8;
 * `too_large`; what opening a file throws.
 */
export async function readReportSource(
  context: Pick<WorkflowContext, 'folders'>,
  { html, path }: ReportSource,
): Promise<string> {
  if ((html === undefined) === (path === undefined)) {
    throw invalidSource(wasNotCalled(TOOL, 'exactly one of html and path is required'), ['html', 'path']);
  }
  const [page, parameter] = path === undefined ? [html, 'html'] : [await readPage(context, path), 'path'];
  if (page === undefined)
    throw invalidSource(`Nothing was published: ${mustBe('the file', 'UTF-8')}.`, ['path']);
  if (page.trim() === '') throw invalidSource('Nothing was published: the HTML is empty.', [parameter]);
  refuseLarge(Buffer.byteLength(page));
  return page;
}

async function readPage(
  context: Pick<WorkflowContext, 'folders'>,
  path: string,
): Promise<string | undefined> {
  const file = await requireFolders(context, 'Nothing was published').open(path);
  try {
    refuseLarge(file.size);
    const chunks: Buffer[] = [];
    for await (const chunk of file.read(0, file.size)) chunks.push(Buffer.from(chunk));
    return decodeUtf8(Buffer.concat(chunks));
  } finally {
    await file.close();
  }
}

function refuseLarge(bytes: number): void {
  if (bytes <= MAX_BYTES) return;
  const rule = `at most ${formatBytes(MAX_BYTES)}`;
  throw new CallError(
    'too_large',
    `Nothing was published: ${mustBe('the HTML', rule, formatBytes(bytes))}.`,
    { hint: 'Upload its images and data with civis_upload_file, and link to them.' },
  );
}

function invalidSource(message: string, faulty: readonly string[]): CallError {
  return new CallError('invalid_input', message, { faulty, hint: CORRECT_ARGUMENTS });
}
