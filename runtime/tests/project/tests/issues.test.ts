import { bearer, testProvider } from '../../../src/testing/index.js';
import { providers } from '../providers/index.js';

const issue = (number: number) => ({ number, title: `Title of ${number}`, state: 'open' });

testProvider(providers, 'issues', {
  signIn: bearer,
  baseUrl: 'https://api.github.com',
  headers: { 'x-api-version': '2022-11-28' },
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
    search_issues: [
      {
        title: 'ends with a page',
        arguments: { text: 'of', limit: 1 },
        request: { method: 'GET', path: '/issues', query: { text: 'of' } },
        response: { nodes: [issue(1)], more: true, end: 'page-2' },
        result: { issues: [issue(1)], truncated: true },
      },
      {
        title: 'ends in a page',
        arguments: { text: 'of', limit: 2 },
        request: { method: 'GET', path: '/issues', query: { text: 'of' } },
        pages: [
          { response: { nodes: [issue(1)], more: true, end: 'page-2' }, next: { after: 'page-2' } },
          { response: { nodes: [issue(2), issue(3)], more: false } },
        ],
        result: { issues: [issue(1), issue(2)], truncated: true },
      },
      {
        title: 'ends among equal issues',
        arguments: { text: 'of', limit: 2 },
        request: { method: 'GET', path: '/issues', query: { text: 'of' } },
        response: { nodes: [issue(1), issue(1), issue(1)], more: false },
        result: { issues: [issue(1), issue(1)], truncated: true },
      },
    ],
    update_issue: {
      title: 'closes it',
      arguments: { owner: 'ada', repo: 'engine', issue_number: 7, state: 'closed', milestone: 3 },
      invalid: { state: 'lost' },
      request: {
        method: 'PATCH',
        path: '/repos/ada/engine/issues/7',
        body: { state: 'closed', milestone: 3 },
      },
      response: issue(7),
    },
    list_open_titles: [
      {
        arguments: { owner: 'ada' },
        requests: [
          { method: 'GET', path: '/users/ada/repos', response: [{ name: 'b' }, { name: 'a' }] },
          {
            method: 'GET',
            path: '/repos/ada/a/issues',
            query: { state: 'open' },
            response: [issue(1)],
          },
          {
            method: 'GET',
            path: '/repos/ada/b/issues',
            query: { state: 'open' },
            response: [issue(2)],
          },
        ],
        result: { titles: ['Title of 2', 'Title of 1'] },
      },
      {
        title: 'of an API that is busy at first',
        arguments: { owner: 'ada' },
        requests: [
          { method: 'GET', path: '/users/ada/repos', status: 503 },
          { method: 'GET', path: '/users/ada/repos', response: [] },
        ],
        result: { titles: [] },
      },
      {
        title: 'of an API that sends something else',
        arguments: { owner: 'ada' },
        request: { method: 'GET', path: '/users/ada/repos' },
        response: [{ id: 7 }],
        error: 'The API sent something else than expected: 0.name: ',
      },
    ],
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
