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

const mount = { path: '/media/optimizations/{id}', noun: 'optimization' } as const;

/** A new media run requires all documented properties; an update accepts any of them. */
function mediaRuns(whole: boolean) {
  const constraint = {
    targets: list(text(), 'See civis_media_list_targets.'),
    budget: number('Maximum.'),
    frequency: int('Maximum.'),
  };
  const run = {
    market_id: int('See civis_media_list_dmas.'),
    start_date: date(),
    end_date: date(),
    syscodes: list(int(), 'Cable system codes; no tool lists them.'),
    rate_cards: list(text(), 'See civis_media_list_ratecards.'),
    constraints: list(record(constraint, whole ? ['targets'] : [])),
  };
  const today = addedSinceDocumentation({
    force_cpm: flag('Use CPM data even if there is partition data.'),
    reach_alpha: number('Adjusts reach and frequency.'),
  });
  return list(record({ ...run, ...today }, whole ? Object.keys(run) : []));
}

const shared: Fields = {
  name: text(),
  ...addedSinceDocumentation({
    programs: list(text(), 'Requires exclude_programs.'),
    networks: list(text(), 'Requires exclude_networks.'),
    exclude_programs: flag('false: only these programs.'),
    exclude_networks: flag('false: only these networks.'),
    time_slot_percentages: map('Maximum share of the budget by day, daypart or slot.'),
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
  // Documented as an array; real responses contain an object of links too.
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

/** Optimizations of television advertising, computed by a run. */
export const optimizations: readonly OperationDefinition[] = [
  {
    request: 'GET /media/optimizations',
    description: 'List media optimizations.',
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
    description: 'Get one media optimization: media runs, state and links to the results.',
    returns: optimization,
  },
  {
    request: 'POST /media/optimizations',
    description:
      'Create an optimization of television spots by market, dates and targets. Run it separately.',
    body: { runs: mediaRuns(true), ...shared },
    required: ['runs'],
    returns: optimization,
  },
  {
    request: 'PATCH /media/optimizations/{id}',
    description: 'Update some attributes of a media optimization.',
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
