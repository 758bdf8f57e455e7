import { describe, expect, it } from 'vitest';
import type { ProjectSpec } from '../../src/model/spec.js';
import { renderProject } from '../../src/render/project.js';
import { goldenProject, goldenProjects, oneToolSpec, projectSpec } from './projects.js';

/** Everything but the lock file and `vendor/`. */
function sizeOf(project: ProjectSpec) {
  const files = renderProject(project);
  const linesOf = (path: string) => lines(files.find((file) => file.path === path)?.text ?? '');
  return {
    files: files.length,
    lines: files.reduce((sum, { text }) => sum + lines(text), 0),
    readme: linesOf('README.md'),
    agents: linesOf('AGENTS.md'),
  };
}

const lines = (text: string) => text.split('\n').length - 1;

const golden = (name: string) => projectSpec(goldenProject(name));

describe('projects are small', () => {
  it('one tool without sign-in', async () => {
    const size = sizeOf(await oneToolSpec());
    expect(size.files).toBeLessThanOrEqual(20);
    expect(size.lines).toBeLessThanOrEqual(350);
  });

  it('five tools with OAuth', async () => {
    const chat = await golden('chat');
    expect(chat.providers.flatMap(({ tools }) => tools)).toHaveLength(5);
    const size = sizeOf(chat);
    expect(size.files).toBeLessThanOrEqual(40);
    expect(size.lines).toBeLessThanOrEqual(900);
  });

  it.each(goldenProjects.filter(({ specs }) => specs.length === 1))(
    'what people and agents read first: $name',
    async ({ name }) => {
      const project = await golden(name);
      const rows = project.providers.flatMap(({ tools }) => tools).length;
      const { readme, agents } = sizeOf({ ...project, features: [] });
      expect(readme - rows).toBeLessThanOrEqual(73);
      expect(agents).toBeLessThanOrEqual(30);
    },
  );
});
