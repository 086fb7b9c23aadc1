import { createGrants } from '../civis/access-control.ts';
import { type CivisPlatform, isoTime } from '../civis/civis-platform.ts';
import { insertRow } from '../civis/collections.ts';
import { storeOptimizationResults } from '../civis/media.ts';
import { addRun } from '../civis/runs.ts';
import type { Job } from '../state/entities.ts';
import { DMAS, OPTIMIZATIONS, type OptimizationSeed, RATECARDS, TARGETS } from './media.ts';
import { addRows, createdDaysAgo } from './seed-rows.ts';
import type { SeedUsers } from './seed-users.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export function seedMedia(civis: CivisPlatform, users: SeedUsers): void {
  addRows(
    civis,
    'media/dmas',
    DMAS.map(([name, number]) => ({ name, number })),
  );
  addRows(
    civis,
    'media/ratecards',
    RATECARDS.map(([filename, start_on, end_on, dma_number]) => ({ filename, start_on, end_on, dma_number })),
  );
  addRows(
    civis,
    'media/targets',
    TARGETS.map(([name, identifier, data_source]) => ({ name, identifier, data_source })),
  );
  for (const seed of OPTIMIZATIONS) addOptimization(civis, users, seed);
}

function addOptimization(civis: CivisPlatform, users: SeedUsers, seed: OptimizationSeed): void {
  const author = users.user(seed.author);
  const start = isoTime(civis.now() + 20 * DAY).slice(0, 10);
  const end = isoTime(civis.now() + 48 * DAY).slice(0, 10);
  const optimization = insertRow(civis, 'media/optimizations', '', author, {
    name: seed.name,
    ...createdDaysAgo(civis, seed.daysAgo),
    media_runs: seed.markets.map(([market_id, syscodes, card, budget]) => ({
      market_id,
      syscodes,
      start_date: start,
      end_date: end,
      rate_cards: [card],
      constraints: [{ targets: seed.targets, budget, frequency: 8 }],
    })),
    grants: createGrants(author, [[users.group('Analytics').id, 'write']]),
  }) as Job;
  if (!seed.hasRun) return;
  const created = Date.parse(optimization.created_at);
  const run = addRun(civis, optimization, {
    state: 'succeeded',
    created_at: isoTime(created),
    started_at: isoTime(created + MINUTE / 2),
    finished_at: isoTime(created + 14 * MINUTE),
    error: null,
    is_cancel_requested: false,
    plan: null,
  });
  optimization.state = run.state;
  storeOptimizationResults(civis, optimization, run);
}
