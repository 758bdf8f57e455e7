import { noSignIn, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const note = { id: 'id', title: 'title', text: 'text' };

testProvider(providers, 'notes', {
  signIn: noSignIn,
  tools: {
    search_notes: {
      arguments: { text: 'text' },
      invalid: { text: 42 },
      request: { method: 'GET', path: '/notes', query: { text: 'text' } },
      response: [note],
      result: { notes: [note] },
    },
    add_note: {
      arguments: { title: 'title', text: 'text' },
      invalid: { title: 42 },
      request: { method: 'POST', path: '/notes', body: { title: 'title', text: 'text' } },
      response: note,
    },
  },
  resources: {
    all_notes: { uri: 'notes://all', path: '/notes' },
  },
  prompts: {
    sum_up: {
      arguments: { subject: 'a subject' },
      contains: ['and sum them up in three sentences. Name the notes that you used.', 'a subject'],
    },
  },
});
