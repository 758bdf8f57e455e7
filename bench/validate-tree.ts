import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ApiProvider, ApiTool } from '../src/kinds/api/spec.js';
import { renderProject } from '../src/render/project.js';

const TOOLS = 8;

/** Writes one project of many providers, each with eight tools that call its API. */
export function writeProviders(root: string, count: number): void {
  const providers = Array.from({ length: count }, (_, index) => provider(`desk_${index}`, index));
  const spec = { name: 'desks', sdk: 'v2', packageManager: 'npm', providers } as const;
  for (const { path, text } of renderProject(spec)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const provider = (name: string, index: number): ApiProvider => ({
  name,
  kind: 'api',
  displayName: `Desk ${index}`,
  description: `Tickets of desk ${index}.`,
  baseUrl: `https://desk-${index}.example.com/v1`,
  auth: { style: 'bearer' },
  tools: Array.from({ length: TOOLS }, (_, tool) => toolOf(tool)),
  resources: [],
  prompts: [],
});

const text = (description: string) => ({ type: 'string', description }) as const;

const toolOf = (index: number): ApiTool => ({
  name: `get_ticket_${index}`,
  title: `Get ticket ${index}`,
  description: 'One ticket of the desk, with its last answers.',
  inputSchema: {
    type: 'object',
    properties: {
      ticket_id: text('Number of the ticket.'),
      state: { type: 'string', enum: ['open', 'closed'], description: 'Only in this state.' },
      limit: { type: 'integer', minimum: 1, maximum: 50, description: 'How many answers.' },
    },
    required: ['ticket_id'],
  },
  outputSchema: {
    type: 'object',
    properties: {
      id: text('Number of the ticket.'),
      subject: text('What it is about.'),
      answers: { type: 'array', items: text('One answer.'), description: 'The last first.' },
    },
    required: ['id'],
  },
  annotations: { readOnlyHint: true },
  request: { method: 'GET', path: '/tickets/{ticket_id}' },
});
