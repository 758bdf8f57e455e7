import { connect } from 'mcp-provider/client';
import { expect, it, onTestFinished } from 'vitest';
import { demoFetch } from '../src/providers/notes/api/demo-api.js';
import { createServer, PROVIDER_NAME } from '../src/providers/notes/index.js';

it('finds notes that tools have added', async () => {
  const { client, close } = await connect({ name: PROVIDER_NAME, createServer });
  onTestFinished(close);
  const note = { title: 'Retro', text: 'Fewer meetings.' };
  const added = await client.callTool({ name: 'add_note', arguments: note });
  expect(added.structuredContent).toEqual({ id: '4', ...note });
  for (const text of ['RETRO', 'MEETINGS']) {
    const found = await client.callTool({ name: 'search_notes', arguments: { text } });
    expect(found.structuredContent).toEqual({ notes: [added.structuredContent] });
  }
  const { contents } = await client.readResource({ uri: 'notes://all' });
  const all = contents.map((content) => ('text' in content ? content.text : '')).join();
  for (const title of ['Launch checklist', 'Retro']) expect(all).toContain(title);
});

it('has no other resources', async () => {
  const response = await demoFetch('https://notes.example/users', { method: 'GET' });
  expect(response.status).toBe(404);
});
