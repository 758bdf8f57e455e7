import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const issue = { id: 'id', title: 'title', url: 'https://example.com/', assignee: { name: 'name' } };

const issue2 = { id: 'id_2', title: 'title_2', url: 'https://example.com/2' };

testProvider(providers, 'board', {
  signIn: apiKey({ header: 'Authorization' }),
  tools: {
    find_issues: {
      arguments: { team: 'team', text: 'text', limit: 2 },
      invalid: { team: 42 },
      request: {
        method: 'POST',
        path: '/graphql',
        operation: 'query FindIssues',
        body: { variables: { team: 'team', text: 'text', first: 2 } },
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
                nodes: [issue2, { id: 'id_3', title: 'title_3', url: 'https://example.com/3' }],
                pageInfo: { hasNextPage: false },
              },
            },
          },
        },
      ],
      result: { issues: [issue, issue2] },
    },
    create_issue: {
      arguments: { team: 'team', title: 'title', description: 'description' },
      invalid: { team: 42 },
      request: {
        method: 'POST',
        path: '/graphql',
        operation: 'mutation CreateIssue',
        body: { variables: { team: 'team', title: 'title', description: 'description' } },
      },
      response: { data: { issueCreate: { success: true, issue } } },
      result: { issueCreate: { success: true, issue } },
    },
  },
});
