import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ApiProvider, ApiTool } from '../src/kinds/api/spec.js';
import type { ObjectSchema } from '../src/model/json-schema.js';
import type { AuthSpec, ProjectSpec, ProviderSpec, StoreKind } from '../src/model/spec.js';
import { renderProject } from '../src/render/project.js';
import { loadPresets } from '../src/styles/oauth2/section.js';

export const REPOSITORY = join(import.meta.dirname, '..');
export const PROGRAM = join(REPOSITORY, 'bin', 'mcp-provider.cjs');

/** Writes a project that uses the packages of this repository. */
export function writeProject(root: string, providers: ProviderSpec[], store?: StoreKind): void {
  writeFiles(root, providers, { store });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'), 'junction');
}

/** @param vendored paths of packages in the project */
export function writeFiles(
  root: string,
  providers: ProviderSpec[],
  { vendored, store }: { vendored?: readonly string[]; store?: StoreKind | undefined } = {},
): void {
  const about = { name: 'bench', sdk: 'v2', packageManager: 'npm' } as const;
  const spec: ProjectSpec = { ...about, providers, ...(store && { store }) };
  for (const { path, text } of renderProject(spec, vendored)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Help desks, each with as many tools that call its API. */
export const desks = (count: number, tools: number): ApiProvider[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `desk_${index}`,
    kind: 'api',
    displayName: `Desk ${index}`,
    description: `Tickets of desk ${index}.`,
    baseUrl: `https://desk-${index}.example.com/v1`,
    auth: authOf(index),
    tools: Array.from({ length: tools }, (_, tool) => toolOf(tool)),
    resources: [],
    prompts: [],
  }));

const oauthPresets = Object.entries(await loadPresets());

/** Every other one signs in with a browser, at one of the services that are known by name. */
function authOf(index: number): AuthSpec {
  if (index % 4 === 0) return { style: 'bearer' };
  if (index % 4 === 2) return { style: 'api-key', in: 'header', name: 'X-Api-Key' };
  const [preset = '', { exampleScopes: scopes = [] } = {}] =
    oauthPresets[(index >> 1) % oauthPresets.length] ?? [];
  return { style: 'oauth2', preset, ...(scopes.length > 0 && { scopes }) };
}

const text = (description: string) => ({ type: 'string', description }) as const;

const ticket: ObjectSchema = {
  type: 'object',
  properties: {
    id: text('Number of the ticket.'),
    subject: text('Its subject.'),
    replies: { type: 'array', items: text('One reply.'), description: 'The latest first.' },
  },
  required: ['id'],
};

/** Four sorts of tools in turn: read one, list, create, change. */
function toolOf(index: number): ApiTool {
  const id = { ticket_id: text('Number of the ticket.') };
  switch (index % 4) {
    case 0:
      return {
        name: `get_ticket_${index}`,
        title: `Get ticket ${index}`,
        description: 'One ticket of the desk, with its latest replies.',
        inputSchema: { type: 'object', properties: id, required: ['ticket_id'] },
        outputSchema: ticket,
        annotations: { readOnlyHint: true },
        request: { method: 'GET', path: '/tickets/{ticket_id}' },
      };
    case 1:
      return {
        name: `list_tickets_${index}`,
        title: `List tickets ${index}`,
        description: 'Tickets of the desk, newest first.',
        inputSchema: {
          type: 'object',
          properties: {
            state: { type: 'string', enum: ['open', 'closed'], description: 'Only in this state.' },
            limit: { type: 'integer', minimum: 1, maximum: 50, description: 'How many at most.' },
          },
          required: ['limit'],
        },
        outputSchema: {
          type: 'object',
          properties: { tickets: { type: 'array', items: ticket } },
          required: ['tickets'],
        },
        annotations: { readOnlyHint: true },
        request: {
          method: 'GET',
          path: '/tickets',
          resultKey: 'tickets',
          pagination: { style: 'link', limit: 'limit' },
        },
      };
    case 2:
      return {
        name: `create_ticket_${index}`,
        title: `Create ticket ${index}`,
        description: 'Open a ticket.',
        inputSchema: {
          type: 'object',
          properties: { subject: text('Its subject.'), body: text('What happened.') },
          required: ['subject'],
        },
        outputSchema: ticket,
        annotations: { destructiveHint: false },
        request: { method: 'POST', path: '/tickets' },
      };
    default:
      return {
        name: `update_ticket_${index}`,
        title: `Update ticket ${index}`,
        description: 'Change a ticket.',
        inputSchema: {
          type: 'object',
          properties: {
            ...id,
            state: { type: 'string', enum: ['open', 'closed'], description: 'Its new state.' },
          },
          required: ['ticket_id'],
        },
        outputSchema: ticket,
        annotations: { destructiveHint: true, idempotentHint: true },
        request: { method: 'PATCH', path: '/tickets/{ticket_id}' },
      };
  }
}

/** A provider of tools that return what they receive: the same as those of the bare server. */
export const speakers = (count: number): ApiProvider => ({
  name: 'bench',
  kind: 'api',
  displayName: 'Bench',
  description: 'Says things.',
  baseUrl: 'http://127.0.0.1:9',
  auth: { style: 'none' },
  tools: Array.from({ length: count }, (_, index) => ({
    name: `say_${index}`,
    description: 'Say it',
    inputSchema: {
      type: 'object',
      properties: {
        text: { type: 'string', description: 'What to say' },
        count: { type: 'integer', minimum: 1, maximum: 9, default: 1 },
      },
      required: ['text'],
    },
    outputSchema: {
      type: 'object',
      properties: { text: { type: 'string' }, at: { type: 'string' } },
      required: ['text'],
    },
    request: { method: 'POST', path: '/say' },
  })),
  resources: [],
  prompts: [],
});
