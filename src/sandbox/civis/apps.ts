import { findCollection } from './access.ts';
import { answerCreated, create } from './collections.ts';
import { placeOf } from './places.ts';
import type { Civis, Handlers } from './platform.ts';

const HEX = '0123456789abcdef';

/** An instance of an app is of its current release, and has a key of its own. */
export function appHandlers(civis: Civis): Handlers {
  return {
    'POST /apps/{slug}/instances': (call) => {
      const { store, random } = civis;
      const { scope } = findCollection(civis, placeOf(call.operation.path), call.path, call.caller, 'write');
      const release = store.table('apps').get(Number(scope))?.['current_release'] as
        | { id: number }
        | undefined;
      const row = create(civis, call, {
        app_release_id: release?.id,
        report_id: random.integer(60_000, 69_999),
        project_id: store.projects.all()[0]?.id,
        auth_code_url: `https://apps.example/${call.path['slug']}/authorize`,
        api_key: random.string(32, HEX),
      });
      return answerCreated(civis, call, row);
    },
  };
}
