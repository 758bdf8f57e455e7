import { SAMPLE } from '../model/component.js';
import { DEMO_URL, type ProviderSpec } from '../model/spec.js';
import { type CheckedSpec, checkProvider } from '../spec/check.js';
import { kindsAndStyles } from './kinds-and-styles.js';

const example = (value: string) => ({ type: 'string', [SAMPLE]: { examples: [value] } });
const note = (id: string, title: string, text: string) => ({
  type: 'object',
  properties: { id: example(id), title: example(title), text: example(text) },
  required: ['id', 'title', 'text'],
});

/** A note in the API's initial data. */
const existingNote = note(
  '2',
  'Interview with Dana',
  'Dana exports invoices by hand every Friday. An export to CSV would save her two hours.',
);
const newNote = { title: 'Retro', text: 'Fewer meetings.' };

/** Returns the provider of `--demo`; `templates/demo` contains the API that it calls. */
export const demoProvider = (): CheckedSpec<ProviderSpec> =>
  checkProvider(
    {
      name: 'notes',
      description: 'Notes of a small team, in memory until the server stops.',
      baseUrl: DEMO_URL,
      auth: { style: 'none' },
      tools: [
        {
          name: 'search_notes',
          title: 'Search notes',
          description: 'Notes that contain a text, in the title or below it.',
          inputSchema: {
            type: 'object',
            properties: {
              text: { type: 'string', minLength: 1, description: 'Text to search for.' },
            },
            required: ['text'],
          },
          sample: { text: 'CSV' },
          outputSchema: {
            type: 'object',
            properties: { notes: { type: 'array', items: existingNote } },
            required: ['notes'],
          },
          request: { method: 'GET', path: '/notes', resultKey: 'notes' },
        },
        {
          name: 'add_note',
          title: 'Add note',
          description: 'Add a note.',
          inputSchema: {
            type: 'object',
            properties: {
              title: { type: 'string', minLength: 1, description: 'Title, in a few words.' },
              text: { type: 'string', description: 'Text of the note.' },
            },
            required: ['title', 'text'],
          },
          sample: newNote,
          outputSchema: note('4', newNote.title, newNote.text),
          annotations: { destructiveHint: false },
          request: { method: 'POST', path: '/notes' },
        },
      ],
      resources: [
        {
          name: 'all_notes',
          title: 'All notes',
          description: 'Every note, as JSON.',
          uri: 'notes://all',
          mimeType: 'application/json',
          request: { path: '/notes' },
        },
      ],
      prompts: [
        {
          name: 'sum_up',
          title: 'Sum up',
          description: 'Sum up the notes about a subject.',
          arguments: [{ name: 'subject', description: 'Such as "export".', required: true }],
          text: 'Search the notes about {subject} and sum them up in three sentences. Name the notes that you used.',
        },
      ],
    },
    kindsAndStyles,
  );
