import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const issue = {
  number: 1,
  title: 'Broken light',
  state: 'open',
  html_url: 'https://example.com/',
  body: 'The light in the hall is broken.',
  comments: 2,
  created_at: '2026-01-01T09:30:00Z',
  user: { login: 'ada-l' },
  labels: [{ name: 'Ada' }],
};

const issue2 = { number: 2, title: 'Broken light 2', state: 'open', body: null, user: null };

testProvider(providers, 'issues', {
  signIn: bearer,
  baseUrl: 'https://api.github.com',
  tokenPath: 'issues',
  tools: {
    list_issues: {
      arguments: {
        owner: 'a?b owner',
        repo: 'a?b repo',
        state: 'closed',
        labels: 'labels',
        since: '2026-01-01T09:30:00Z',
        limit: 2,
      },
      invalid: { owner: 42 },
      request: {
        method: 'GET',
        path: '/repos/a%3Fb%20owner/a%3Fb%20repo/issues',
        query: { state: 'closed', labels: 'labels', since: '2026-01-01T09:30:00Z' },
      },
      pages: [
        { response: [issue], headers: { link: '<?page=2>; rel="next"' }, next: { page: '2' } },
        { response: [issue2, { number: 3, title: 'Broken light 3', state: 'open' }] },
      ],
      result: { issues: [issue, issue2], truncated: true },
    },
    get_issue: [
      {
        arguments: { owner: 'a?b owner', repo: 'a?b repo', issue_number: 1 },
        invalid: { owner: 42 },
        request: { method: 'GET', path: '/repos/a%3Fb%20owner/a%3Fb%20repo/issues/1' },
        response: issue,
      },
      {
        arguments: { owner: 'a?b owner', repo: 'a?b repo', issue_number: 1 },
        request: { method: 'GET', path: '/repos/a%3Fb%20owner/a%3Fb%20repo/issues/1' },
        response: issue2,
      },
    ],
    create_issue: [
      {
        arguments: {
          owner: 'a?b owner',
          repo: 'a?b repo',
          title: 'Broken light',
          body: 'The light in the hall is broken.',
          labels: ['urgent', 'urgent-2'],
          assignees: ['assignee', 'assignee_2'],
        },
        invalid: { owner: 42 },
        request: {
          method: 'POST',
          path: '/repos/a%3Fb%20owner/a%3Fb%20repo/issues',
          body: {
            title: 'Broken light',
            body: 'The light in the hall is broken.',
            labels: ['urgent', 'urgent-2'],
            assignees: ['assignee', 'assignee_2'],
          },
        },
        response: issue,
      },
      {
        arguments: { owner: 'a?b owner', repo: 'a?b repo', title: 'Broken light' },
        request: {
          method: 'POST',
          path: '/repos/a%3Fb%20owner/a%3Fb%20repo/issues',
          body: { title: 'Broken light' },
        },
        response: issue2,
      },
    ],
    update_issue: [
      {
        arguments: {
          owner: 'a?b owner',
          repo: 'a?b repo',
          issue_number: 1,
          title: 'Broken light',
          body: 'The light in the hall is broken.',
          state: 'open',
        },
        invalid: { owner: 42 },
        request: {
          method: 'PATCH',
          path: '/repos/a%3Fb%20owner/a%3Fb%20repo/issues/1',
          body: { title: 'Broken light', body: 'The light in the hall is broken.', state: 'open' },
        },
        response: issue,
      },
      {
        arguments: { owner: 'a?b owner', repo: 'a?b repo', issue_number: 1, title: 'Broken light' },
        request: {
          method: 'PATCH',
          path: '/repos/a%3Fb%20owner/a%3Fb%20repo/issues/1',
          body: { title: 'Broken light' },
        },
        response: issue2,
      },
    ],
    add_comment: {
      arguments: {
        owner: 'a?b owner',
        repo: 'a?b repo',
        issue_number: 1,
        body: 'The light in the hall is broken.',
      },
      invalid: { owner: 42 },
      request: {
        method: 'POST',
        path: '/repos/a%3Fb%20owner/a%3Fb%20repo/issues/1/comments',
        body: { body: 'The light in the hall is broken.' },
      },
      response: { id: 1, html_url: 'https://example.com/' },
    },
  },
  resources: {
    readme: {
      uri: 'issues://repos/a%3Fb%20owner/a%3Fb%20repo/readme',
      path: '/repos/a%3Fb%20owner/a%3Fb%20repo/readme',
    },
  },
  prompts: {
    triage: {
      arguments: { owner: 'a owner', repo: 'a repo' },
      contains: [
        ', group them by subject, and name the three that matter most.',
        'a owner',
        'a repo',
      ],
    },
  },
});
