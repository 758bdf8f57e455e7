import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const issue = {
  id: 'id',
  title: 'Broken light',
  url: 'https://example.com/',
  assignee: { name: 'Ada' },
};

const issue2 = {
  id: 'id_2',
  title: 'Broken light 2',
  url: 'https://example.com/2',
  assignee: null,
};

const issue3 = { id: 'id_3', title: 'Broken light 3', url: 'https://example.com/3' };

const data = { issueCreate: { success: true, issue } };

const data2 = { issueCreate: { success: true, issue: issue2 } };

testProvider(providers, 'board', {
  signIn: apiKey({ header: 'Authorization' }),
  baseUrl: 'https://api.board.example.com',
  tokenPath: 'board',
  tools: {
    find_issues: [
      {
        arguments: { team: 'team', text: 'See you at nine.', limit: 2 },
        invalid: { team: 42 },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'query FindIssues',
          body: { variables: { team: 'team', text: 'See you at nine.', first: 2 } },
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
              data: { issues: { nodes: [issue2, issue3], pageInfo: { hasNextPage: false } } },
            },
          },
        ],
        result: { issues: [issue, issue2], truncated: true },
      },
      {
        arguments: { team: 'team', text: 'See you at nine.', limit: 500 },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'query FindIssues',
          body: { variables: { team: 'team', text: 'See you at nine.', first: 100 } },
        },
        response: {
          data: { issues: { nodes: [issue2, issue3], pageInfo: { hasNextPage: false } } },
        },
        result: { issues: [issue2, issue3] },
      },
    ],
    create_issue: [
      {
        arguments: {
          team: 'team',
          title: 'Broken light',
          description: 'Reported by the front desk.',
          estimate: { points: 1, reason: 'Duplicate' },
        },
        invalid: { team: 42 },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'mutation CreateIssue',
          body: {
            variables: {
              team: 'team',
              title: 'Broken light',
              description: 'Reported by the front desk.',
              estimate: { points: 1, reason: 'Duplicate' },
            },
          },
        },
        response: { data },
        result: data,
      },
      {
        arguments: { team: 'team', title: 'Broken light' },
        request: {
          method: 'POST',
          path: '/graphql',
          operation: 'mutation CreateIssue',
          body: { variables: { team: 'team', title: 'Broken light' } },
        },
        response: { data: data2 },
        result: data2,
      },
    ],
  },
});
