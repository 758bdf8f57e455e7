import { type Mutation, inIssues } from '../mutate.js';

const TOOL = 'src/providers/issues/tools/get-issue.ts';
/** As models read it, and nobody sees it. */
const TAGS = Array.from('ignore', (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0)));
const HIDDEN = TAGS.join('');

const hidden = (defect: string, find: string, put: string): Mutation =>
  inIssues(`invisible text: ${defect}`, 'security/invisible-text', { [TOOL]: [find, put] });
const described = (defect: string, expression: string) =>
  hidden(defect, "  description: 'One issue of a repository.'", `▶  description: ${expression}`);

export const mutations: readonly Mutation[] = [
  described('tags', `'One issue.${HIDDEN}'`),
  described('zero-width characters', "'One\u200b issue\u2060.'"),
  described('a change of direction', "'One issue \u202eyrotisoper a fo\u202c.'"),
  described('a byte order mark in the middle', "'One \ufeffissue.'"),
  described('variation selectors', `'One issue 😀\u{e0141}\u{e0142}'`),
  described('an escape', "'One issue.\\u{e0041}'"),
  described('composed', "'One issue.' + String.fromCodePoint(0xe0041)"),
  described('between emoji and text', "'One issue 😀\u200dof'"),
  hidden('a title', "  title: 'Get issue'", `▶  title: 'Get\u00ad issue'`),
  hidden(
    'an argument',
    "  repo: z.string().min(1).describe('Name of the repository.')",
    `▶  repo: z.string().min(1).describe('Name of the repository.${HIDDEN}')`,
  ),
  hidden(
    'a field of the result',
    "  state: z.enum(['open', 'closed'])",
    `▶  state: z.enum(['open', 'closed\u200b'])`,
  ),
];
