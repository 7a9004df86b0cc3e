import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Profile, UpdateProfileRequest } from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { ProfileQueries } from './profile.queries.ts';
import { UpdateProfile } from './update-profile.ts';

@ApiTags('profile')
@Controller('me')
export class ProfileController {
  constructor(
    private readonly queries: ProfileQueries,
    private readonly updateProfile: UpdateProfile,
  ) {}

  @Get()
  @RequirePermission('profile:read')
  @ApiOperation({
    operationId: 'getProfile',
    summary: 'Get whom the credential stands for, and what it may do',
  })
  @ApiOkResponse({ standardSchema: Profile })
  own(@CurrentCaller() caller: Caller): Promise<Profile> {
    return this.queries.own(caller);
  }

  @Patch()
  @RequirePermission('profile:write')
  @ApiOperation({ operationId: 'updateProfile', summary: 'Change the own email or password' })
  @ApiOkResponse({ standardSchema: Profile })
  @ApiProblems('invalid_request', 'malformed_json', 'conflict', 'rate_limited')
  async update(
    @CurrentCaller() caller: Caller,
    @Body({ schema: UpdateProfileRequest }) body: UpdateProfileRequest,
  ): Promise<Profile> {
    await this.updateProfile.execute(caller, body);
    return this.queries.own(caller);
  }
}
