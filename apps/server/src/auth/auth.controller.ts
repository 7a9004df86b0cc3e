import { Body, Controller, Header, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LoginRequest, LoginResponse, LogoutQuery, LogoutRequest, RefreshRequest } from '@recado/contracts';
import type { FastifyRequest } from 'fastify';
import { Public } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { AppError } from '../platform/http/app-error.ts';
import { AuthenticateCaller } from './authenticate-caller.ts';
import { LogIn, type RequestOrigin } from './log-in.ts';
import { LogOut } from './log-out.ts';
import { RefreshSession } from './refresh-session.ts';

const originOf = (request: FastifyRequest): RequestOrigin => ({
  ipAddress: request.ip,
  userAgent: request.headers['user-agent'],
});

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly logIn: LogIn,
    private readonly refreshSession: RefreshSession,
    private readonly logOut: LogOut,
    private readonly authenticateCaller: AuthenticateCaller,
  ) {}

  @Post('login')
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'signIn', summary: 'Sign in' })
  @ApiOkResponse({ standardSchema: LoginResponse })
  @ApiProblems('invalid_request', 'malformed_json', 'invalid_credentials', 'rate_limited')
  login(
    @Body({ schema: LoginRequest }) body: LoginRequest,
    @Req() request: FastifyRequest,
  ): Promise<LoginResponse> {
    return this.logIn.execute(body, originOf(request));
  }

  @Post('refresh')
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'refreshSession', summary: 'Trade a refresh token for new tokens' })
  @ApiOkResponse({ standardSchema: LoginResponse })
  @ApiProblems('invalid_request', 'malformed_json', 'invalid_refresh_token')
  refresh(
    @Body({ schema: RefreshRequest }) body: RefreshRequest,
    @Req() request: FastifyRequest,
  ): Promise<LoginResponse> {
    const token = 'refreshToken' in body ? body.refreshToken : body.refresh_token;
    return this.refreshSession.execute(token, originOf(request));
  }

  /** Public, since whoever signs out may hold an access token that has expired. */
  @Post('logout')
  @Public()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'signOut',
    summary: 'End the session of the refresh token in the body, or of the access token',
  })
  @ApiNoContentResponse({ description: 'The session has ended' })
  @ApiProblems('invalid_request', 'malformed_json', 'unauthenticated', 'token_expired', 'forbidden')
  async logout(
    @Body({ schema: LogoutRequest }) body: LogoutRequest,
    @Query({ schema: LogoutQuery }) query: LogoutQuery,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const everywhere = query.everywhere ?? body?.everywhere ?? false;
    const token = body?.refresh_token ?? body?.refreshToken;
    if (token !== undefined) return this.logOut.executeForToken(token, everywhere, originOf(request));
    const { tenantId, userId, sessionId } = await this.authenticateCaller.execute(request);
    if (userId === undefined || sessionId === undefined)
      throw new AppError('forbidden', 'An API key has no session; remove it with DELETE /api-keys/:id');
    await this.logOut.execute(tenantId, { userId, sessionId, everywhere }, originOf(request));
  }
}
