#include "shell/cli/run.hpp"

int main(int argc, char** argv) {
  return static_cast<int>(entente::shell::run_command_line(argc, argv));
}
