#pragma once

/// Everything a program that embeds Entente needs.
#include "entente/database.hpp"
#include "entente/error.hpp"
#include "entente/ids.hpp"
#include "entente/language.hpp"
#include "entente/options.hpp"
#include "entente/parameters.hpp"
#include "entente/query_options.hpp"
#include "entente/result.hpp"
#include "entente/result_set.hpp"
#include "entente/session.hpp"
#include "entente/value.hpp"
#include "entente/version.hpp"
