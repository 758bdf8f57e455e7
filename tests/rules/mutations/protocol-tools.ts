import type { Edit, Mutation } from '../mutate.js';
const TOOL = '{src}/tools/{file}.ts';
const LIST = '{src}/tools/list-issues.ts';
const CREATE = '{src}/tools/create-issue.ts';
const UPDATE = '{src}/tools/update-issue.ts';
const COMMENT = '{src}/tools/add-comment.ts';

const mutation =
  (rule: Mutation['rule'], project = 'issues') =>
  (defect: string, edits: Record<string, Edit | Edit[]>): Mutation => ({
    defect,
    rule,
    project,
    edits,
  });
const described = mutation('protocol/tool-description');
const undescribed = mutation('protocol/parameter-description');
const root = mutation('protocol/schema-root');
const refused = mutation('protocol/refused-schema');
const altered = mutation('protocol/altered-schema');
const inexpressible = mutation('protocol/inexpressible-schema');
const unseen = mutation('protocol/unseen-schema');
const header = mutation('protocol/header-argument');
const silent = mutation('protocol/missing-annotations');
const silentInHelpdesk = mutation('protocol/missing-annotations', 'helpdesk');
const large = mutation('protocol/tool-size');
const labels = (schema: string) => ({
  [LIST]: [
    "labels: z.string().optional().describe('Labels",
    `▶labels: ${schema}.optional().describe('Labels`,
  ] satisfies Edit,
});
const DESCRIPTION = "description: 'One issue of a repository.',";

export const mutations: readonly Mutation[] = [
  described('a tool without a description', {
    [TOOL]: [
      ['export const {fn}Tool', '▶export const {fn}Tool'],
      [`  ${DESCRIPTION}\n`, ''],
    ],
  }),
  described('an empty description', { [TOOL]: [DESCRIPTION, "▶description: ' ',"] }),
  described('a description nobody can see', { [TOOL]: [DESCRIPTION, '▶description: about(),'] }),
  mutation('protocol/long-description', 'helpdesk')('a description that is cut', {
    'src/providers/tickets/tools/delete-ticket.ts': [
      "description: 'Remove a ticket",
      `▶description: '${'Remove a ticket. '.repeat(125)}`,
    ],
  }),
  mutation('protocol/long-description')('instructions that are cut', {
    '{src}/mcp-instance.ts': [
      "instructions: 'Issues of",
      `▶instructions: '${'Issues and repositories. '.repeat(90)}`,
    ],
  }),
  undescribed('an argument without a description', {
    [COMMENT]: [
      "body: z.string().min(1).describe('The comment, in Markdown.')",
      '▶body: z.string()',
    ],
  }),
  mutation('contract/definition-key')('arguments under another name', {
    [TOOL]: ['  input,', '  ▶inputSchema: input,'],
  }),
  root('no input schema', {
    [TOOL]: [
      ['export const {fn}Tool', '▶export const {fn}Tool'],
      ['  input,\n', ''],
    ],
  }),
  refused('a list without items', labels("z.any().meta({ type: 'array' })")),
  refused(
    'a schema in another document',
    labels("z.unknown().meta({ $ref: 'https://example.com/label.json' })"),
  ),
  altered('a list of anything', labels('z.array(z.any())')),
  altered('an argument that may be null', labels('z.string().nullable()')),
  altered('an argument of two kinds', labels('z.union([z.string(), z.array(z.string())])')),
  altered('an argument of any kind', labels('z.any()')),
  altered('a choice between numbers', labels('z.literal([1, 2])')),
  altered('a list by position', labels('z.tuple([z.string(), z.string()])')),
  altered('any further property', labels('z.record(z.string(), z.unknown())')),
  inexpressible('a date in the arguments', labels('z.date()')),
  inexpressible('a large integer in the arguments', labels('z.bigint()')),
  inexpressible('a set in the arguments', labels('z.set(z.string())')),
  inexpressible('a date in the result', {
    [TOOL]: [
      "created_at: z.string().optional().meta({ format: 'date-time' })",
      '▶created_at: z.coerce.date().optional()',
    ],
  }),
  inexpressible('a transform in the result', {
    [TOOL]: [
      "html_url: z.string().optional().meta({ format: 'uri' })",
      '▶html_url: z.string().transform((text) => new URL(text))',
    ],
  }),
  unseen('an argument nobody can see', labels('schemas.get(key)')),
  unseen('arguments that are spread', {
    [TOOL]: ['input = z.object({', '▶input = z.object({\n  ...paging(),'],
  }),
  header(
    'an argument for a header that is none',
    labels("z.string().meta({ 'x-mcp-header': 'a b' })"),
  ),
  silent('a POST request without annotations', {
    [CREATE]: [
      ["name: 'create_issue'", "▶name: 'create_issue'"],
      ['  annotations: { destructiveHint: false },\n', ''],
    ],
  }),
  silent('a PATCH request with empty annotations', {
    [UPDATE]: [
      ["name: 'update_issue'", "▶name: 'update_issue'"],
      ['{ destructiveHint: true, idempotentHint: true }', '{}'],
    ],
  }),
  silentInHelpdesk('a DELETE request without annotations', {
    'src/providers/tickets/tools/delete-ticket.ts': [
      ["name: 'delete_ticket'", "▶name: 'delete_ticket'"],
      ['  annotations: { destructiveHint: true, idempotentHint: true },\n', ''],
    ],
  }),
  large('a tool with a long argument', {
    [COMMENT]: [
      ["name: 'add_comment'", "▶name: 'add_comment'"],
      ['The comment, in Markdown.', 'The comment, in Markdown. '.repeat(80)],
    ],
  }),
];
