import { bearer, testProvider } from '../../../src/testing/index.js';
import { providers } from '../providers/index.js';

const issue = (number: number) => ({ number, title: `Title of ${number}`, state: 'open' });

testProvider(providers, 'issues', {
  signIn: bearer,
  tools: {
    list_issues: {
      arguments: {
        owner: 'an owner',
        repo: 'a?repo',
        state: 'closed',
        labels: 'bug,urgent',
        since: '2026-01-31T09:30:00Z',
        limit: 2,
      },
      invalid: { owner: 42 },
      request: {
        method: 'GET',
        path: '/repos/an%20owner/a%3Frepo/issues',
        query: { state: 'closed', labels: 'bug,urgent', since: '2026-01-31T09:30:00Z' },
      },
      pages: [
        {
          response: [issue(1)],
          headers: { Link: '<https://api.example.com/?page=2&kind=a&kind=b>; rel="next"' },
          next: { page: '2', kind: ['a', 'b'] },
        },
        { response: [issue(2), issue(3)] },
      ],
      result: { issues: [issue(1), issue(2)] },
    },
    lock_issue: {
      arguments: { owner: 'an owner', repo: 'a?repo', issue_number: 7 },
      request: { method: 'GET', path: '/repos/an%20owner/a%3Frepo/issues/7' },
      response: {},
      unavailable: true,
    },
  },
  resources: {
    readme: {
      uri: 'issues://repos/an%20owner/a%3Frepo/readme',
      path: '/repos/an%20owner/a%3Frepo/readme',
    },
  },
  prompts: {
    triage: {
      arguments: { owner: 'ada', repo: 'engine' },
      contains: 'List the open issues of ada/engine, group them by subject',
    },
  },
});
