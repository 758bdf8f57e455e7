import type { UserId } from '../identity/principal.js';
import type { OutgoingRequest } from './request.js';

/** How requests are authenticated, and what can be done where the API rejects the credentials. */
export interface ApiAuth<Credentials> {
  /** Null: this user must sign in. */
  readonly getCredentials: (userId: UserId) => Promise<Credentials | null>;
  /**
   * Adds the credentials: changes the headers of the request, the query of its URL, or its body. Runs for every attempt, with the
   * final URL and the serialized body.
   */
  authorize(request: OutgoingRequest, credentials: Credentials): void | Promise<void>;
  /** Environment variables of a program that has these credentials. */
  environment?(credentials: Credentials): Readonly<Record<string, string>>;
  /** What of the credentials no message may repeat, wherever a request has it. */
  secrets?(credentials: Credentials): readonly string[];
  /** Credentials other than those the API has rejected; null: this user must sign in. */
  replaceCredentials?(userId: UserId, rejected: Credentials): Promise<Credentials | null>;
  /** What these credentials lack, as a sentence; empty where nothing is known. */
  notGranted?(credentials: Credentials): string;
  /**
   * The next sign-in of this user requests these scopes, too.
   * @returns those that these credentials do not have: where they have all, another sign-in does not help
   */
  requireScopes?(
    userId: UserId,
    credentials: Credentials,
    scopes: readonly string[],
  ): Promise<string[]>;
  /** Where this user can sign in with a browser. */
  signInUrl?(userId: UserId): Promise<string | undefined>;
  /** Replaces the request to sign in where the credentials are not those of a user. */
  rejectedMessage?: string;
}
