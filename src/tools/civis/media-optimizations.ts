import { standaloneRunShape, userShape } from '../common-shapes.ts';
import type { OperationDefinition } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import {
  archivedFilter,
  date,
  type Fields,
  flag,
  int,
  list,
  map,
  number,
  record,
  text,
} from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { logOperations } from '../templates/log-operations.ts';
import { runOperations } from '../templates/run-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';

const mount = { path: '/media/optimizations/{id}', noun: 'media optimization' } as const;

/** A new media run needs all that is documented; a change takes any of it. */
function mediaRuns(whole: boolean) {
  const constraint = { targets: list(text()), budget: number('At most'), frequency: int('At most') };
  const run = {
    market_id: int(),
    start_date: date(),
    end_date: date(),
    syscodes: list(int()),
    rate_cards: list(text()),
    constraints: list(record(constraint, whole ? ['targets'] : [])),
  };
  const today = addedSinceDocumentation({
    force_cpm: flag('Use CPM data even where there is partition data'),
    reach_alpha: number('Tunes reach and frequency'),
  });
  return list(record({ ...run, ...today }, whole ? Object.keys(run) : []));
}

const shared: Fields = {
  name: text(),
  ...addedSinceDocumentation({
    programs: list(text(), 'Needs exclude_programs'),
    networks: list(text(), 'Needs exclude_networks'),
    exclude_programs: flag('false: only these programs'),
    exclude_networks: flag('false: only these networks'),
    time_slot_percentages: map('Most of the budget by day, daypart or slot'),
  }),
};

const listed = {
  id: 'int',
  author: userShape,
  name: 'text',
  created_at: 'time',
  updated_at: 'time',
  'finished_at?': 'time',
  state: 'text',
  'last_run_id?': 'int',
  'spot_order_id?': 'int',
  archived: 'flag',
} as const;

const optimization = {
  ...listed,
  'report_link?': 'text',
  'spot_order_link?': 'text',
  // Documented as a list; real answers hold an object of links too.
  file_links: 'any',
  runs: [
    {
      market_id: 'int',
      start_date: 'date',
      end_date: 'date',
      syscodes: ['int'],
      rate_cards: ['text'],
      constraints: [{ targets: ['text'], 'budget?': 'number', 'frequency?': 'number' }],
    },
  ],
} as const;

const run = { ...standaloneRunShape, optimization_id: 'int' } as const;

/** Plans of television advertising, computed by a run. */
export const optimizations: readonly OperationDefinition[] = [
  {
    request: 'GET /media/optimizations',
    description: 'List media optimizations, newest first.',
    query: archivedFilter,
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['created_at', 'author', 'name'],
      defaultDirection: 'desc',
    },
    returns: [listed],
  },
  {
    request: 'GET /media/optimizations/{id}',
    description: 'Read one media optimization: its media runs, state and result links.',
    returns: optimization,
  },
  {
    request: 'POST /media/optimizations',
    description: 'Create an optimization of television spots by market, dates and targets; run it apart.',
    body: { runs: mediaRuns(true), ...shared },
    required: ['runs'],
    returns: optimization,
  },
  {
    request: 'PATCH /media/optimizations/{id}',
    description: 'Change some attributes of a media optimization.',
    body: { runs: mediaRuns(false), ...shared },
    returns: optimization,
  },
  {
    request: 'POST /media/optimizations/{id}/clone',
    description: 'Copy a media optimization.',
    returns: optimization,
  },
  ...runOperations(mount, { start: run, list: [run], get: run, cancel: true }),
  ...logOperations(mount),
  ...archiveOperations(mount, optimization),
  ...shareOperations(mount),
];
