import { expect, it, onTestFinished, vi } from 'vitest';
import { configuredUrl } from '../../src/serving/public-url.js';

function urlWith(variable: string | undefined): string | undefined {
  vi.stubEnv('MCP_PUBLIC_URL', variable);
  onTestFinished(() => void vi.unstubAllEnvs());
  return configuredUrl()?.href;
}

it.each([
  { variable: undefined, url: undefined },
  { variable: '', url: undefined },
  { variable: 'https://mcp.example.com', url: 'https://mcp.example.com/' },
  { variable: 'http://localhost:8080/', url: 'http://localhost:8080/' },
])('is $url with "$variable"', ({ variable, url }) => {
  expect(urlWith(variable)).toBe(url);
});

it.each([
  { variable: 'mcp.example.com', says: 'must be an https URL' },
  { variable: 'http://mcp.example.com', says: 'must be an https URL' },
  { variable: 'https://mcp.example.com/team', says: 'must have no path' },
  { variable: 'https://mcp.example.com/?team=1', says: 'must have no path' },
])('is refused with "$variable"', ({ variable, says }) => {
  expect(() => urlWith(variable)).toThrow(`MCP_PUBLIC_URL ${says}`);
});
