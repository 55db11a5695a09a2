#pragma once

#include "storage/format/index_definition.hpp"
