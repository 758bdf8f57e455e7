import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';
import { tools } from './tools.js';

testProvider(providers, 'acme', { signIn: bearer, tools });
