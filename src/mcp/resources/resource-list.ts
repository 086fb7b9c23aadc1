import type {
  ReadResourceResult,
  Resource,
  ResourceLink,
  ResourceTemplateType,
} from '@modelcontextprotocol/server';
import { ResourceNotFoundError } from '@modelcontextprotocol/server';
import { objectName } from '../../dispatch/object-name.ts';
import type { Dispatch, DispatchResult } from '../../dispatch/tool-call.ts';
import { isObject, toText } from '../../json.ts';
import type { Arguments, Operation, OperationFacts, ToolMetadata } from '../../tools/operation.ts';
import { isListShape } from '../../tools/shape.ts';
import type { WorkflowFacts } from '../../workflows/workflow.ts';
import type { CompletionSource } from '../completion/object-search.ts';
import { type ResultRules, renderAnswer } from '../results/call-result.ts';
import { compactJson } from '../results/truncate.ts';
import { logText } from './log-text.ts';
import { createResourceAddress, type ResourceAddress } from './resource-address.ts';

const JSON_TYPE = 'application/json';
const MARKDOWN = 'text/markdown';
const INDEX = 'docs://operations';
const API_DESCRIPTION = 'civis://endpoints';

const OBJECT = createResourceAddress('civis://{resource}/{id}');
const LOG = createResourceAddress('civis://jobs/{id}/runs/{run_id}/log');
const CONTACT = createResourceAddress('aiod://contacts/{identifier}');
const MANUAL = createResourceAddress('docs://operations/{tool}');

/** The operation that reads a run's log. It is not listed as a tool. */
const READ_LOG = 'civis_jobs_list_runs_logs';
const READ_CONTACT = 'aiod_contacts_get_asset';
/** The operation that returns the API description whole, which is not listed, and the one that summarizes it. */
const READ_DESCRIPTION = 'civis_endpoints_get_description';
const SUMMARIZE_DESCRIPTION = 'civis_endpoints_list';

/** A tool that is offered, as far as its address and its line in the index go. */
export type OfferedTool = (OperationFacts | WorkflowFacts) & Pick<ToolMetadata, 'description'>;

export interface ResourceParts {
  /** The tools that are offered to hosts. */
  readonly tools: readonly OfferedTool[];
  /** The reference of one of them, as a page. */
  readonly manualOf: (tool: string) => Promise<string>;
  /** Whether an operation that is not listed may be used. */
  readonly allows: (tool: string) => boolean;
  readonly dispatch: Dispatch;
  readonly rules: ResultRules;
}

export interface Resources {
  readonly list: readonly Resource[];
  readonly templates: readonly ResourceTemplateType[];
  read(uri: string, signal: AbortSignal): Promise<ReadResourceResult>;
  /** A link to the resource of the object in a result, or to the document that it summarizes. */
  linkTo(answer: DispatchResult): ResourceLink | undefined;
  /** What a variable of a template is completed with: fixed values, or objects of the platform to search. */
  suggestionsOf(template: string, variable: string): readonly string[] | CompletionSource | undefined;
}

/** The resources of what is offered. Reads are dispatched like any other call. */
export function createResources({ tools, manualOf, allows, dispatch, rules }: ResourceParts): Resources {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const readers = readersOf(tools);
  const names = [...readers.keys()];

  const kinds: readonly ResourceKind[] = [
    {
      address: LOG,
      title: 'Log of a run',
      description: 'The log of one run of a job, as plain text.',
      mimeType: 'text/plain',
      offered: allows(READ_LOG),
      suggests: { id: 'jobs', run_id: 'runs' },
      read: async (values, signal) => {
        const { outcome } = await call(READ_LOG, values, signal);
        return logText(outcome.value, rules.maxChars);
      },
    },
    {
      address: OBJECT,
      title: 'Civis Platform object',
      description: `One object by its id. resource must be one of ${names.join(', ')}.`,
      mimeType: JSON_TYPE,
      offered: names.length > 0,
      suggests: { resource: names, id: 'objects' },
      read: async ({ resource = '', id = '' }, signal) => {
        const reader = readers.get(resource);
        return reader && asJson(await call(reader.tool.name, { [reader.id]: id }, signal, rules.maxChars));
      },
    },
    {
      address: CONTACT,
      title: 'AI-on-Demand contact',
      description: 'The metadata of one contact in the AI-on-Demand catalogue.',
      mimeType: JSON_TYPE,
      offered: byName.has(READ_CONTACT),
      suggests: { identifier: 'contacts' },
      read: async (values, signal) => asJson(await call(READ_CONTACT, values, signal, rules.maxChars)),
    },
    {
      address: MANUAL,
      title: 'Tool reference',
      description: 'Reference of one tool: what it does, its request, its parameters and what it returns.',
      mimeType: MARKDOWN,
      offered: true,
      suggests: { tool: tools.map(({ name }) => name) },
      read: async ({ tool = '' }) => (byName.has(tool) ? manualOf(tool) : undefined),
    },
  ];
  const offered = kinds.filter((kind) => kind.offered);

  const documents: readonly FixedDocument[] = [
    {
      uri: INDEX,
      name: 'operations',
      title: 'Reference of all tools',
      mimeType: MARKDOWN,
      offered: true,
      read: () => Promise.resolve(indexOf(tools)),
    },
    {
      uri: API_DESCRIPTION,
      name: 'endpoints',
      title: 'API description of Civis (Swagger 2.0, about 2 MB)',
      mimeType: JSON_TYPE,
      offered: allows(READ_DESCRIPTION),
      // Whole: a part of a description is not valid.
      read: async (signal) => toText((await call(READ_DESCRIPTION, {}, signal)).outcome.value),
    },
  ];
  const fixed = new Map(documents.filter((document) => document.offered).map((each) => [each.uri, each]));

  function call(
    name: string,
    args: Arguments,
    signal: AbortSignal,
    maxChars = Number.POSITIVE_INFINITY,
  ): Promise<DispatchResult> {
    const report = () => undefined;
    return dispatch({ name, args, signal, report, unlisted: true, readsOnly: true, maxChars });
  }

  function asJson(answer: DispatchResult): string {
    return compactJson(renderAnswer(answer, rules).structuredContent);
  }

  return {
    list: Object.freeze([...fixed.values()].map(asResource)),
    templates: Object.freeze(offered.map(asTemplate)),

    async read(uri, signal) {
      const document = fixed.get(uri);
      if (document !== undefined)
        return { contents: [{ uri, mimeType: document.mimeType, text: await document.read(signal) }] };
      for (const { address, mimeType, read } of offered) {
        const values = address.parse(uri);
        const text = values && (await read(values, signal));
        if (text !== undefined) return { contents: [{ uri, mimeType, text }] };
      }
      throw new ResourceNotFoundError(uri);
    },

    linkTo({ tool, outcome: { value } }) {
      const document = tool.name === SUMMARIZE_DESCRIPTION ? fixed.get(API_DESCRIPTION) : undefined;
      if (document !== undefined) return { type: 'resource_link', ...asResource(document) };
      if (!holdsObject(tool) || !isObject(value)) return undefined;
      if (tool.platform === 'aiod') {
        return byName.has(READ_CONTACT)
          ? linkOf(CONTACT, { identifier: value['identifier'] }, value)
          : undefined;
      }
      const reader = readers.get(tool.resource);
      return reader && linkOf(OBJECT, { resource: tool.resource, id: value[reader.id] }, value);
    },

    suggestionsOf: (template, variable) =>
      offered.find(({ address }) => address.template === template)?.suggests[variable],
  };

  function linkOf(address: ResourceAddress, values: Arguments, value: Arguments): ResourceLink | undefined {
    const given = Object.values(values).every((part) => ['string', 'number'].includes(typeof part));
    if (!given) return undefined;
    const uri = address.expand(mapValues(values, String));
    const name = objectName(value) ?? uri;
    return { type: 'resource_link', uri, name, mimeType: JSON_TYPE };
  }
}

/** A resource with one address. */
interface FixedDocument {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly mimeType: string;
  readonly offered: boolean;
  readonly read: (signal: AbortSignal) => Promise<string>;
}

interface ResourceKind {
  readonly address: ResourceAddress;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  readonly offered: boolean;
  readonly suggests: Readonly<Record<string, readonly string[] | CompletionSource>>;
  /** The text of the resource; undefined if it does not exist. */
  readonly read: (
    values: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<string | undefined>;
}

interface ObjectReader {
  readonly tool: OperationFacts;
  /** The name of the id, as an argument and as a field of the object. */
  readonly id: string;
}

/** All tools with their descriptions, as one page. */
function indexOf(tools: readonly OfferedTool[]): string {
  const lines = tools.map(
    ({ name, description }) => `- [${name}](docs://operations/${name}): ${description}`,
  );
  return `# Tools\n\n${lines.join('\n')}`;
}

/** The operations that read one object of a resource: `GET /jobs/{id}`. */
function readersOf(tools: readonly OfferedTool[]): ReadonlyMap<string, ObjectReader> {
  const reads = tools.filter(
    (tool): tool is OfferedTool & OperationFacts => tool.kind === 'operation' && tool.platform === 'civis',
  );
  return new Map(
    reads.flatMap((tool) => {
      const [, resource, id] = /^\/(\w+)\/\{(\w+)\}$/.exec(tool.path) ?? [];
      if (tool.effect !== 'read' || resource === undefined || id === undefined) return [];
      return [[resource, { tool, id }] as const];
    }),
  );
}

/** Whether an operation returns the object of its resource itself: created, changed or read. */
function holdsObject(tool: DispatchResult['tool']): tool is Operation {
  if (tool.kind !== 'operation' || tool.method === 'get_asset_from_platform') return false;
  return /^\/\w+(\/\{\w+\})?$/.test(tool.path) && !isListShape(tool.returns);
}

function asResource({ uri, name, title, mimeType }: FixedDocument): Resource {
  return Object.freeze({ uri, name, title, mimeType });
}

function asTemplate({ address, title, description, mimeType }: ResourceKind): ResourceTemplateType {
  return Object.freeze({ uriTemplate: address.template, name: title, title, description, mimeType });
}

function mapValues(values: Arguments, change: (value: unknown) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
