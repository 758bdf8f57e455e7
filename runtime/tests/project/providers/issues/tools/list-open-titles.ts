import * as z from 'zod';
import { path } from '../../../../../src/api.js';
import { tool } from '../mcp-instance.js';
import { issue } from '../schemas/issue.js';

const repositories = z.array(z.object({ name: z.string() }));
const issues = z.array(issue);

export const listOpenTitles = tool({
  name: 'list_open_titles',
  description: 'Titles of the open issues of all repositories of an account.',
  input: z.strictObject({ owner: z.string().min(1).describe('Account that owns them.') }),
  output: z.object({ titles: z.array(z.string()) }),
  annotations: { readOnlyHint: true },
  async run({ owner }, { api }) {
    const found = await api({ method: 'GET', path: path`/users/${owner}/repos` });
    const titles = await Promise.all(
      repositories.parse(found.body).map(async ({ name }) => {
        const query = { state: 'open' };
        const { body } = await api({
          method: 'GET',
          path: path`/repos/${owner}/${name}/issues`,
          query,
        });
        return issues.parse(body).map(({ title }) => title ?? '');
      }),
    );
    return { titles: titles.flat() };
  },
});
