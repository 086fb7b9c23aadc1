import { toText } from '../../json.ts';
import { resolveCollection } from './access-control.ts';
import type { CivisPlatform, HandlerMap } from './civis-platform.ts';
import { createdResponse, createRow } from './collections.ts';
import { parseResourcePath } from './resource-paths.ts';

const HEX = '0123456789abcdef';

/** App instances: a new one belongs to the app's current release and gets an API key of its own. */
export function appHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'POST /apps/{slug}/instances': (request) => {
      const { store, random } = civis;
      const { scope } = resolveCollection(
        civis,
        parseResourcePath(request.operation.path),
        request.path,
        request.caller,
        'write',
      );
      const release = store.table('apps').get(Number(scope))?.['current_release'] as
        | { id: number }
        | undefined;
      const row = createRow(civis, request, {
        app_release_id: release?.id,
        report_id: random.integer(60_000, 69_999),
        project_id: store.projects.all()[0]?.id,
        auth_code_url: `https://apps.example/${toText(request.path['slug'])}/authorize`,
        api_key: random.string(32, HEX),
      });
      return createdResponse(civis, request, row);
    },
  };
}
