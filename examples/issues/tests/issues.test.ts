import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const issue = {
  number: 1,
  title: 'Issue 1',
  state: 'closed',
  html_url: 'https://example.com/',
  comments: 2,
  created_at: '2026-01-01T09:30:00Z',
  user: { login: 'Ada-L' },
  pull_request: { html_url: 'https://example.com/2' },
  labels: [{ name: 'Label 1' }],
};

const issue2 = { number: 2, title: 'Issue 2', state: 'closed', user: null };

const fullIssue = {
  number: 1,
  title: 'Issue 1',
  state: 'open',
  html_url: 'https://example.com/',
  comments: 2,
  created_at: '2026-01-01T09:30:00Z',
  user: { login: 'Ada-L' },
  pull_request: { html_url: 'https://example.com/2' },
  labels: [{ name: 'Label 1' }],
  body: 'A first paragraph of text.',
};

testProvider(providers, 'issues', {
  signIn: bearer,
  baseUrl: 'https://api.github.com',
  headers: { 'X-GitHub-Api-Version': '2022-11-28' },
  checkPath: '/user',
  tools: {
    list_issues: [
      {
        arguments: {
          owner: 'Ada-Team',
          repo: 'Example-App',
          state: 'closed',
          labels: ['Important', 'Urgent'],
          since: '2026-01-01T09:30:00Z',
          limit: 101,
        },
        request: {
          method: 'GET',
          path: '/repos/Ada-Team/Example-App/issues',
          query: {
            labels: 'Important,Urgent',
            state: 'closed',
            since: '2026-01-01T09:30:00Z',
            per_page: '100',
          },
        },
        pages: [
          { response: Array<unknown>(100).fill(issue), next: { page: '2' } },
          { response: [issue2, { number: 3, title: 'Issue 3', state: 'closed' }] },
        ],
        result: { issues: [...Array<unknown>(100).fill(issue), issue2], truncated: true },
      },
      {
        arguments: { owner: 'Ada-Team', repo: 'Example-App' },
        request: {
          method: 'GET',
          path: '/repos/Ada-Team/Example-App/issues',
          query: { state: 'open', per_page: '30' },
        },
        response: [{ ...issue2, state: 'open' }],
        result: { issues: [{ ...issue2, state: 'open' }] },
      },
    ],
    get_issue: [
      {
        arguments: { owner: 'Ada-Team', repo: 'Example-App', issue_number: 1 },
        request: { method: 'GET', path: '/repos/Ada-Team/Example-App/issues/1' },
        response: fullIssue,
      },
      {
        title: 'with null in the result',
        arguments: { owner: 'Ada-Team', repo: 'Example-App', issue_number: 1 },
        request: { method: 'GET', path: '/repos/Ada-Team/Example-App/issues/1' },
        response: { number: 1, title: 'Issue 2', state: 'open', user: null, body: null },
      },
    ],
    create_issue: [
      {
        arguments: {
          owner: 'Ada-Team',
          repo: 'Example-App',
          title: 'Issue 1',
          body: 'A first paragraph of text.',
          labels: ['Important', 'Urgent'],
          assignees: ['Ada', 'Grace'],
        },
        request: {
          method: 'POST',
          path: '/repos/Ada-Team/Example-App/issues',
          body: {
            title: 'Issue 1',
            body: 'A first paragraph of text.',
            labels: ['Important', 'Urgent'],
            assignees: ['Ada', 'Grace'],
          },
        },
        response: fullIssue,
      },
      {
        arguments: { owner: 'Ada-Team', repo: 'Example-App', title: 'Issue 1' },
        request: {
          method: 'POST',
          path: '/repos/Ada-Team/Example-App/issues',
          body: { title: 'Issue 1' },
        },
        response: { number: 2, title: 'Issue 1', state: 'open', user: null, body: null },
      },
    ],
    update_issue: [
      {
        arguments: {
          owner: 'Ada-Team',
          repo: 'Example-App',
          issue_number: 1,
          title: 'Issue 1',
          body: 'A first paragraph of text.',
          state: 'open',
        },
        request: {
          method: 'PATCH',
          path: '/repos/Ada-Team/Example-App/issues/1',
          body: { title: 'Issue 1', body: 'A first paragraph of text.', state: 'open' },
        },
        response: fullIssue,
      },
      {
        arguments: { owner: 'Ada-Team', repo: 'Example-App', issue_number: 1, title: 'Issue 1' },
        request: {
          method: 'PATCH',
          path: '/repos/Ada-Team/Example-App/issues/1',
          body: { title: 'Issue 1' },
        },
        response: {
          number: 1,
          title: 'Issue 1',
          state: 'open',
          html_url: 'https://example.com/2',
          comments: 3,
          created_at: '2026-01-02T09:30:00Z',
          user: null,
          pull_request: { html_url: 'https://example.com/3' },
          labels: [{ name: null }],
          body: null,
        },
      },
      {
        arguments: { owner: 'Ada-Team', repo: 'Example-App', issue_number: 1 },
        error: 'Nothing would change.',
      },
    ],
    add_comment: {
      arguments: {
        owner: 'Ada-Team',
        repo: 'Example-App',
        issue_number: 1,
        body: 'A first paragraph of text.',
      },
      request: {
        method: 'POST',
        path: '/repos/Ada-Team/Example-App/issues/1/comments',
        body: { body: 'A first paragraph of text.' },
      },
      response: { id: 1, html_url: 'https://example.com/' },
    },
  },
  resources: {
    readme: {
      uri: 'issues://repos/a%3Fb%20owner/a%3Fb%20repo/readme',
      path: '/repos/a%3Fb%20owner/a%3Fb%20repo/readme',
      headers: { Accept: 'application/vnd.github.raw+json' },
      response: '{ "text": "of the API" }',
      responseHeaders: { 'content-type': 'text/markdown' },
    },
  },
  prompts: {
    triage: {
      arguments: { owner: 'Ada-Team', repo: 'Example-App' },
      contains:
        'List the open issues of Ada-Team/Example-App, group them by subject, and name the three that matter most.',
    },
  },
});
