import { apiKey, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

const issue = {
  id: 'id',
  title: 'title',
  url: 'https://example.com/',
  assignee: { name: 'name' },
};

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
        body: {
          query:
            '\nquery FindIssues($team: String!, $text: String!, $first: Int!, $after: String) {\n  issues(\n    first: $first\n    after: $after\n    filter: { team: { key: { eq: $team } }, title: { contains: $text } }\n  ) {\n    nodes { id title url assignee { name } }\n    pageInfo { endCursor hasNextPage }\n  }\n}\n',
          variables: { team: 'team', text: 'text', first: 2 },
        },
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
        body: {
          query:
            '\nmutation CreateIssue($team: String!, $title: String!, $description: String) {\n  issueCreate(input: { teamId: $team, title: $title, description: $description }) {\n    success\n    issue { id title url assignee { name } }\n  }\n}\n',
          variables: { team: 'team', title: 'title', description: 'description' },
        },
      },
      response: { data: { issueCreate: { success: true, issue: issue } } },
      result: { issueCreate: { success: true, issue: issue } },
    },
  },
});
