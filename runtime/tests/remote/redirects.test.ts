import { expect, it, onTestFinished } from 'vitest';
import { limitedFetch } from '../../src/remote/limited-fetch.js';
import { startApi } from '../../src/testing/fakes/api-server.js';

it.each([
  { location: '/other?key=secret', to: '/other' },
  {
    location: 'https://ada:secret@other.example.com/?key=secret',
    to: 'https://other.example.com/',
  },
  { location: 'http://[secret', to: 'an invalid URL' },
])('an error about a redirect to $location has no key', async ({ location, to }) => {
  const api = await startApi();
  onTestFinished(() => api.close());
  api.answer({ status: 308, headers: { location } });
  const failing = limitedFetch()(`${api.url}/mcp?key=secret`);
  const shown = to.startsWith('/') ? api.url + to : to;
  await expect(failing).rejects.toThrow(`"${api.url}/mcp" redirects to "${shown}".`);
  await failing.catch((error: unknown) => expect(JSON.stringify(error)).not.toContain('secret'));
});
