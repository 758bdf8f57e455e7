import { noSignIn, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const note = {
  id: '2',
  title: 'Interview with Dana',
  text: 'Dana exports invoices by hand every Friday. An export to CSV would save her two hours.',
};

testProvider(providers, 'notes', {
  signIn: noSignIn,
  baseUrl: 'https://notes.example',
  tools: {
    search_notes: {
      arguments: { text: 'CSV' },
      request: { method: 'GET', path: '/notes', query: { text: 'CSV' } },
      response: [note],
      result: { notes: [note] },
    },
    add_note: {
      arguments: { title: 'Retro', text: 'Fewer meetings.' },
      request: {
        method: 'POST',
        path: '/notes',
        body: { title: 'Retro', text: 'Fewer meetings.' },
      },
      response: { id: '4', title: 'Retro', text: 'Fewer meetings.' },
    },
  },
  resources: {
    all_notes: { uri: 'notes://all', path: '/notes' },
  },
  prompts: {
    sum_up: {
      arguments: { subject: 'export' },
      contains:
        'Search the notes about export and sum them up in three sentences. Name the notes that you used.',
    },
  },
});
