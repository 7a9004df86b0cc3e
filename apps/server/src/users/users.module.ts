import { Module } from '@nestjs/common';
import { CreateUser } from './create-user.ts';
import { ProfileController } from './profile.controller.ts';
import { ProfileQueries } from './profile.queries.ts';
import { RemoveUser } from './remove-user.ts';
import { UpdateProfile } from './update-profile.ts';
import { UpdateUser } from './update-user.ts';
import { UsersController } from './users.controller.ts';
import { UsersQueries } from './users.queries.ts';
import { UsersRepository } from './users.repository.ts';

@Module({
  controllers: [UsersController, ProfileController],
  providers: [
    CreateUser,
    UpdateUser,
    RemoveUser,
    UpdateProfile,
    UsersQueries,
    UsersRepository,
    ProfileQueries,
  ],
})
export class UsersModule {}
