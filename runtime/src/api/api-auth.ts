import type { UserId } from '../identity/principal.js';
import type { OutgoingRequest } from './request.js';

/** Authenticates requests, and handles rejected credentials. */
export interface ApiAuth<Credentials> {
  /** Returns the credentials of a user; null if the user must sign in. */
  readonly getCredentials: (userId: UserId) => Promise<Credentials | null>;
  /**
   * Adds the credentials to the headers of the request, the query of its URL, or its body. Runs for
   * every attempt, with the final URL and the serialized body.
   */
  authorize(request: OutgoingRequest, credentials: Credentials): void | Promise<void>;
  /** Returns the environment variables that pass these credentials to a program. */
  environment?(credentials: Credentials): Readonly<Record<string, string>>;
  /** Returns the secret values of the credentials, which no message may repeat, wherever a request contains them. */
  secrets?(credentials: Credentials): readonly string[];
  /** Replaces credentials that the API has rejected; null if the user must sign in. */
  replaceCredentials?(userId: UserId, rejected: Credentials): Promise<Credentials | null>;
  /** Returns a sentence about permissions that these credentials lack; empty if unknown. */
  notGranted?(credentials: Credentials): string;
  /**
   * Adds scopes to the next sign-in of this user.
   * @returns the scopes that these credentials lack; if it is empty, another sign-in does not help
   */
  requireScopes?(
    userId: UserId,
    credentials: Credentials,
    scopes: readonly string[],
  ): Promise<string[]>;
  /** Returns the URL where this user can sign in with a browser. */
  signInUrl?(userId: UserId): Promise<string | undefined>;
  /** Replaces the request to sign in if the credentials do not belong to a user. */
  rejectedMessage?: string;
}
