import type { RunReference } from '../run-state.ts';
import { formatRunArguments } from './run-call.ts';

/** How a cause is recognized, and what to tell about it. */
type CauseDefinition = {
  readonly patterns: readonly RegExp[];
  readonly problem: string;
} & (
  | {
      /** What to do before the job is run again: an imperative sentence without its full stop. */
      readonly remedy: string;
    }
  | {
      /** The cause lies in the data, and so perhaps in a job that triggers this one. */
      readonly isInData: true;
    }
  | {
      /** The cause may pass by itself: what to do if it does not. */
      readonly ifAgain: string;
    }
);

/**
 * The causes that error messages of databases, Python, R and containers show. The first match applies: an
 * expired credential takes precedence over the connection that failed because of it.
 */
const CAUSES = {
  expired_credential: {
    patterns: [
      /\b(?:credentials?|password|token|api key|secret|login)\b(?:[^\n.;:]|[.:](?!\s)){0,120}?\b(?:expired|invalid|revoked|rejected|incorrect)\b/i,
      /\bexpired (?:credentials?|password|(?:\w{1,20} )?token|api key)|ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch|\binvalid_(?:grant|client)\b/i,
      /\b(?:authentication|login|logon) failed|could not authenticate|incorrect (?:user ?name or )?password|access denied for user|permission denied \(publickey/i,
      /\binvalid (?:credentials?|password|user ?name or password|api key|\w{1,20} token)\b|(?<!\(|SyntaxError: )\binvalid token\b|\b401\b[^\n]{0,40}?\bunauthorized\b/i,
    ],
    problem: 'A credential has expired or was rejected.',
    remedy: 'Find it with civis_credentials_list, ask its owner to renew it',
  },
  permission_denied: {
    patterns: [
      /\bpermission denied(?! \(publickey)|\bmust be owner of\b|(?<!pull )\baccess ?denied(?! for user)|insufficient privilege|not authorized to\b|\b403\b[^\n]{0,40}?\bforbidden\b|operation not permitted/i,
    ],
    problem: 'The user that the job runs as lacks access to what the error names.',
    remedy: 'Ask its owner for access',
  },
  lock_conflict: {
    patterns: [
      /deadlock (?:detected|found)|could not serialize access|serializable isolation violation|lock (?:wait )?timeout|could not obtain lock|conflict with recovery|database is locked/i,
    ],
    problem: 'Another transaction used the same table or rows at the same time, which may be temporary.',
    ifAgain: 'If it happens again, run the jobs that use the table at different times.',
  },
  out_of_memory: {
    patterns: [
      /out of memory|\boom(?:killed)?\b|MemoryError|cannot allocate (?:memory|vector)|java heap space|std::bad_alloc|exit(?:ed)?(?: with)?(?: code| status)? 137\b/i,
    ],
    problem: 'The job ran out of memory, or its database did, and is likely to do so again.',
    remedy: 'Give it more memory or process the data in smaller parts',
  },
  disk_full: {
    patterns: [
      /no space left on device|\bdisk (?:is )?full\b|could not extend file|disk quota exceeded|not enough disk space/i,
    ],
    problem: 'The job or its database ran out of disk space.',
    remedy: 'Free some space or process less data at a time',
  },
  timeout: {
    patterns: [
      /timed[ -]?out|deadline exceeded|statement canceled|no answer [^\n]{0,100}?within|\bexceeded (?:the|its) (?:maximum |run )?time/i,
      /\b(?:gateway|connect|connection|read|request|query|statement|transaction|execution|operation|socket) ?time-?out\b|\b\w{0,40}Timeout(?:Error|Exception|Expired)\b/i,
      /(?<![-.'"\w]|lock |wait )time-?out(?::| (?:expired|exceeded|reached|occurred)\b| of \d{1,12} ?\w{0,12} exceeded\b)/i,
    ],
    problem: 'The run timed out, which may be temporary.',
    ifAgain: 'If it times out again, check what it was waiting for, or allow the job more time.',
  },
  connection_failed: {
    patterns: [
      /could not connect to|\bconnection to server\b[^\n]{0,200}?\bfailed\b|connection (?:was |has been )?(?:refused|reset|aborted|closed|lost)\b|closed the connection|terminating connection|broken pipe|EOF detected|failed to establish a new connection|server has gone away|no pg_hba\.conf entry/i,
      /ECONNREFUSED|ECONNRESET|\bENOTFOUND\b|EAI_AGAIN|name or service not known|could not (?:translate host name|resolve host)|failure in name resolution|no route to host|network is unreachable/i,
      /certificate[_ ]verify[_ ]failed|certificate has expired|\bSSLError\b/i,
    ],
    problem: 'The job could not connect to a server or lost the connection, which may be temporary.',
    ifAgain:
      'If it fails again, check the address, the network and the certificate of the server that the error names.',
  },
  missing_image: {
    patterns: [
      /ErrImagePull|ImagePullBackOff|InvalidImageName|\bmanifest (?:for \S{1,200} )?(?:unknown|not found)|pull access denied/i,
    ],
    problem: 'The container image of the job could not be fetched.',
    remedy: 'Check its name, its tag and the access to its registry',
  },
  missing_dependency: {
    patterns: [
      /ModuleNotFoundError|no module named|\bImportError\b|cannot find module|there is no package called|no matching distribution found|error while loading shared libraries/i,
      /executable file not found|\bcommand not found|exit(?:ed)?(?: with)?(?: code| status)? 127\b/i,
    ],
    problem: 'A package or program that the job uses is not installed where it runs.',
    remedy: 'Add it to the image or the requirements of the job',
  },
  missing_file: {
    patterns: [
      /no such file or directory|FileNotFoundError|\bNoSuch(?:Key|Bucket)\b|the specified (?:key|bucket) does not exist/i,
    ],
    problem: 'A file or folder is missing: it may have been moved, or not created yet.',
    isInData: true,
  },
  already_exists: {
    patterns: [
      /\b(?:relation|table|view|schema|database|column|type|function|sequence|index|object|constraint|role|file|directory|path|bucket)(?: (?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"']{1,200}))?(?: of relation \S{1,200})? already exists\b/i,
      /\balready exists: |already an object named|already used by an existing object|FileExistsError/i,
    ],
    problem: 'The job creates something that already exists, such as a table that an earlier run left.',
    remedy: 'Rename it or, if nobody needs it, drop it; or let the job create it only if it does not exist',
  },
  constraint_violation: {
    patterns: [
      /duplicate key value|violates (?:unique|not-null|foreign key|check|exclusion) constraint|duplicate entry '|cannot insert a null value|\b(?:unique|not null|foreign key|check) constraint failed|IntegrityError/i,
    ],
    problem:
      'The data breaks a rule of its table, such as a duplicate key, a missing value or an unknown reference.',
    isInData: true,
  },
  missing_column: {
    patterns: [
      /\bcolumn(?: (?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"']{1,200}))?(?: (?:of|in|from) [^\n]{1,200}?)? (?:does not exist|doesn't exist|(?:was |is )?not found|is missing)\b/i,
      /\b(?:unknown|missing|no such) column|invalid column name|invalid identifier|unrecognized name:|columns expected but not found|cannot resolve '[^'\n]{1,200}' given|\bKeyError:/i,
    ],
    problem: 'A column is missing, renamed or misspelled; after KeyError, it may be another key.',
    isInData: true,
  },
  missing_table: {
    patterns: [
      /(?<!\b(?:of|in|from) )\b(?:relation|table|view|schema)(?: (?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"']{1,200}))? (?:does not exist|doesn't exist|(?:was |is )?not found)\b/i,
      /\b(?:unknown|missing|no such) table\b|invalid object name|\bobject '[^'\n]{1,200}' does not exist/i,
    ],
    problem: 'A table, view or schema is missing, renamed or misspelled.',
    isInData: true,
  },
  invalid_data: {
    patterns: [
      /invalid input syntax for|value too long for type|value out of range|out of range for type|field overflow|invalid byte sequence|(?:extra|missing) data (?:after|for) [^\n]{0,40}?column|stl_load_errors/i,
      /\bis not a valid (?:decimal|number|integer|boolean|date|time|timestamp)\b|\bbad rows?: [1-9]/i,
      /error tokenizing data|UnicodeDecodeError|could not convert string to|invalid literal for int|JSONDecodeError|unexpected token [^\n]{0,100}?\bJSON\b|unexpected end of JSON|not well-formed/i,
    ],
    problem: 'A value does not have the type or format that the job expects.',
    isInData: true,
  },
  syntax_error: {
    patterns: [
      /\bsyntax error\b|SyntaxError(?!: unexpected (?:token [^\n]{0,100}?\bJSON\b|end of JSON))|IndentationError|error in your SQL syntax/i,
    ],
    problem: 'The SQL or the code of the job has a syntax error.',
    remedy: 'Correct it in the job',
  },
} as const satisfies Record<string, CauseDefinition>;

type KnownCause = keyof typeof CAUSES;
export type FailureCause = KnownCause | 'other';

const KNOWN_CAUSES = Object.keys(CAUSES) as KnownCause[];

/** Why runs fail, as far as it can be seen from their error messages and logs. */
export const FAILURE_CAUSES: readonly [FailureCause, ...FailureCause[]] = ['other', ...KNOWN_CAUSES];

/** The causes whose patterns a text matches; the first one applies. */
export function causesIn(text: string): FailureCause[] {
  return KNOWN_CAUSES.filter((cause) => CAUSES[cause].patterns.some((pattern) => pattern.test(text)));
}

/**
 * The cause of a failure, and the text it was found in: the first text that matches a pattern, or else the
 * first one that is not empty.
 */
export function classifyFailure(texts: readonly string[]): {
  readonly cause: FailureCause;
  readonly words?: string | undefined;
} {
  for (const words of texts) {
    const [cause] = causesIn(words);
    if (cause !== undefined) return { cause, words };
  }
  return { cause: 'other', words: texts.find((words) => words !== '') };
}

/** What to do next, with the calls to make. */
export function adviceForCause(cause: FailureCause, run: RunReference, hasParents: boolean): string {
  const again = `civis_run_and_wait ${formatRunArguments({ id: run.id, kind: run.kind })}`;
  if (cause === 'other')
    return `No known cause found. Call civis_read_log ${formatRunArguments({ id: run.id, run_id: run.runId, kind: run.kind, errors_only: true, context: 5 })} to see all errors. When the problem is fixed, call ${again}.`;
  const known: CauseDefinition = CAUSES[cause];
  if ('ifAgain' in known) return `${known.problem} Call ${again}. ${known.ifAgain}`;
  const remedy =
    'remedy' in known
      ? known.remedy
      : `Check the source of the data${hasParents ? ' and the jobs in triggered_by' : ''}, fix it there or in this job`;
  return `${known.problem} ${remedy}, then call ${again}.`;
}
