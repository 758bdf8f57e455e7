import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const issue = {
  id: 'ID-1',
  title: 'Issue 1',
  url: 'https://example.com/',
  assignee: { name: 'Ada' },
};

const issue2 = { id: 'ID-2', title: 'Issue 2', url: 'https://example.com/2', assignee: null };

const issue3 = { id: 'ID-3', title: 'Issue 3', url: 'https://example.com/3' };

testProvider(providers, 'board', {
  signIn: apiKey({ header: 'Authorization' }),
  baseUrl: 'https://api.board.example.com',
  tools: {
    find_issues: [
      {
        arguments: { team: 'WEB', text: 'May in Berlin', limit: 2 },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'query FindIssues',
          body: { variables: { team: 'WEB', text: 'May in Berlin', first: 2 } },
        },
        pages: [
          {
            response: {
              data: {
                issues: { nodes: [issue], pageInfo: { hasNextPage: true, endCursor: 'page-2' } },
              },
            },
            next: { variables: { after: 'page-2' } },
          },
          {
            response: {
              data: {
                issues: {
                  nodes: [issue2, issue3],
                  pageInfo: { hasNextPage: false, endCursor: 'page-3' },
                },
              },
            },
          },
        ],
        result: { issues: [issue, issue2], truncated: true },
      },
      {
        arguments: { team: 'WEB', text: 'May in Berlin', limit: 500 },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'query FindIssues',
          body: { variables: { team: 'WEB', text: 'May in Berlin', first: 100 } },
        },
        response: {
          data: {
            issues: {
              nodes: [issue2, issue3],
              pageInfo: { hasNextPage: false, endCursor: 'page-3' },
            },
          },
        },
        result: { issues: [issue2, issue3] },
      },
    ],
    create_issue: [
      {
        arguments: {
          team: 'WEB',
          title: 'Issue 1',
          description: 'What it is about, in one sentence.',
          estimate: { points: 1, reason: 'Duplicate' },
        },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'mutation CreateIssue',
          body: {
            variables: {
              team: 'WEB',
              title: 'Issue 1',
              description: 'What it is about, in one sentence.',
              estimate: { points: 1, reason: 'Duplicate' },
            },
          },
        },
        response: { data: { issueCreate: { success: true, issue } } },
        result: issue,
      },
      {
        arguments: { team: 'WEB', title: 'Issue 1' },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'mutation CreateIssue',
          body: { variables: { team: 'WEB', title: 'Issue 1' } },
        },
        response: {
          data: { issueCreate: { success: true, issue: { ...issue2, title: 'Issue 1' } } },
        },
        result: { ...issue2, title: 'Issue 1' },
      },
      {
        title: 'whose payload reports a failure',
        arguments: { team: 'WEB', title: 'Issue 1' },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'mutation CreateIssue',
          body: { variables: { team: 'WEB', title: 'Issue 1' } },
        },
        response: { data: { issueCreate: { success: false, issue: null } } },
        error: 'The API rejected the request',
      },
      {
        title: 'whose payload is empty',
        arguments: { team: 'WEB', title: 'Issue 1' },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'mutation CreateIssue',
          body: { variables: { team: 'WEB', title: 'Issue 1' } },
        },
        response: { data: { issueCreate: { success: true, issue: null } } },
        error: 'The API did not send "issueCreate.issue"',
      },
    ],
  },
});
