import { bad, ok } from '../example.js';

export default [
  // Nothing of the pull request runs.
  ok`
    // .github/workflows/label.yml
    on: pull_request_target
    jobs:
      label:
        steps:
          - uses: actions/checkout@v7
          - run: npx label
            env:
              KEY: \${{ secrets.KEY }}
              TITLE: \${{ github.event.pull_request.title }}
  `,
  // Forks have no secrets here.
  ok`
    // .github/workflows/ci.yml
    on: pull_request
    jobs:
      test:
        steps:
          - uses: actions/checkout@v7
            with:
              ref: \${{ github.event.pull_request.head.sha }}
          - run: npm test
  `,
  // A person has approved it.
  ok`
    // .github/workflows/ci.yml
    on: pull_request_target
    jobs:
      test:
        if: contains(github.event.pull_request.labels.*.name, 'safe to test')
        steps:
          - uses: actions/checkout@v7
            with:
              ref: \${{ github.event.pull_request.head.sha }}
          - run: npm test
      contract:
        environment: reviewed
        steps:
          - uses: actions/checkout@v7
            with:
              ref: \${{ github.event.pull_request.head.sha }}
          - run: npm test
  `,
  ok`
    // .github/workflows/ci.yml
    on:
      pull_request_target:
    permissions:
      contents: read
    jobs:
      test:
        steps:
          - uses: actions/checkout@v7
            with:
              ref: \${{ github.event.pull_request.head.sha }}
          - run: npm test
          - run: echo \${{ github.event.pull_request.number }} \${{ github.head_ref == 'main' }}
  `,
  bad`
    // .github/workflows/ci.yml
    on:
      push:
      ‹pull_request_target›:
        types: [opened]
    permissions:
      contents: read
    jobs:
      test:
        env:
          KEY: \${{ secrets.KEY }}
        steps:
          - uses: actions/checkout@v7
            with:
              ref: \${{ github.event.pull_request.head.sha || github.sha }}
          - run: npm test
  `
    .related('.github/workflows/ci.yml:14:16 The code comes from here.')
    .finds('This workflow runs code of others with the secrets of the repository.'),
  bad`
    // .github/workflows/ci.yml
    on: [push, ‹pull_request_target›]
    jobs:
      test:
        steps:
          - uses: actions/checkout@v7
            with:
              repository: \${{ github.event.pull_request.head.repo.full_name }}
          - uses: ./.github/actions/test
  `
    .related('.github/workflows/ci.yml:7:23 The code comes from here.')
    .finds('This workflow runs code of others with the secrets of the repository.'),
  bad`
    // .github/workflows/ci.yml
    on: ‹issue_comment›
    jobs:
      test:
        steps:
          - uses: actions/checkout@v7
          - run: |
              gh pr checkout "$NUMBER"
              npm ci
  `
    .related('.github/workflows/ci.yml:6:14 The code comes from here.')
    .finds('This workflow runs code of others with the secrets of the repository.'),
  bad`
    // .github/workflows/ci.yml
    on:
      ‹workflow_run›:
        workflows: [CI]
    jobs:
      test:
        permissions:
          packages: write
        steps:
          - uses: actions/checkout@v7
            with:
              ref: \${{ github.event.workflow_run.head_sha }}
          - run: npm test
  `
    .related('.github/workflows/ci.yml:11:16 The code comes from here.')
    .finds('This workflow runs code of others with the secrets of the repository.'),
  bad`
    // .github/workflows/ci.yml
    on: issues
    jobs:
      greet:
        steps:
          - run: echo "‹\${{ github.event.issue.title }}›"
          - uses: actions/github-script@v8
            with:
              script: console.log('‹\${{ github.event.comment.body }}›')
  `.finds(
    'This text, which anyone can write, becomes part of a script.',
    'This text, which anyone can write, becomes part of a script.',
  ),
  ok`
    // .github/workflows/deploy.yml
    on:
      workflow_run: { workflows: [CI], types: [completed] }
    permissions: { id-token: write }
    jobs:
      deploy:
        if: github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.event == 'push'
        steps:
          - uses: actions/checkout@v4
            with: { ref: "\${{ github.event.workflow_run.head_sha }}" }
          - run: npm ci && echo "\${{ startsWith(github.event.workflow_run.head_branch, 'release/') }}"
  `,
];
